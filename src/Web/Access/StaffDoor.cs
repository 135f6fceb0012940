using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Web.Access;

/// <summary>Lets in only whom the municipality has registered here, with a level of assurance that is enough.</summary>
internal static class StaffDoor
{
    public static Door.Admit Admit(SignInSettings settings) => context => AdmitAsync(context, settings.Levels);

    private static async Task<Admission> AdmitAsync(TokenValidatedContext context, IList<string> levels)
    {
        if (levels.Count > 0 && !levels.Contains(context.Principal?.FindFirstValue("acr") ?? ""))
        {
            return new Admission(null, "signIn.level", "fejl");
        }
        return context.Principal?.FindFirstValue("sub") is { Length: > 0 } subject && !Caller.IsOfPerson(subject)
            && await context.HttpContext.RequestServices.GetRequiredService<SignedInViewer>().FindAsync(subject) is not null
            ? new Admission(subject, "permitted")
            : new Admission(null, "access.unknown", "ukendt");
    }
}
