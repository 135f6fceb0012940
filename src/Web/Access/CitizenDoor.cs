using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Lets in whom the national e-ID vouches for at the level that it takes, and some course tells of. The CPR number is read here and goes
/// no further: neither the session nor the log has it.
/// </summary>
internal static class CitizenDoor
{
    /// <summary>The claim of a session cookie that names the private person.</summary>
    public const string PersonClaim = "person";

    public static Door.Admit Admit(CitizenSignInSettings settings) => context => AdmitAsync(context, settings);

    private static async Task<Admission> AdmitAsync(TokenValidatedContext context, CitizenSignInSettings settings)
    {
        if (!settings.LevelsThatDo.Contains(context.Principal?.FindFirstValue(settings.LevelClaim) ?? ""))
        {
            return new Admission(null, "signIn.level", "niveau");
        }
        // An e-ID of a company, or of somebody without a Danish number, has none.
        if (!Cpr.TryParse(context.Principal?.FindFirstValue(settings.CprClaim), out var cpr))
        {
            return new Admission(null, "signIn.noNumber", "fejl");
        }
        return await context.HttpContext.RequestServices.GetRequiredService<IPrivatePersons>().AtTheDoorAsync(cpr, CancellationToken.None) is { } person
            ? new Admission(Caller.SubjectOf(person), "permitted") { More = new Claim(PersonClaim, person.ToString("N")) }
            : new Admission(null, "access.unknown", "ukendt");
    }
}
