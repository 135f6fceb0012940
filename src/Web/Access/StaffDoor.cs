using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Lets in, with a level of assurance that is enough, whom the municipality's sign-in service gives a function here; where no functions are
/// set, whom the municipality has registered here.
/// </summary>
internal static class StaffDoor
{
    public static Door.Admit Admit(SignInSettings settings) => context => AdmitAsync(context, settings);

    private static async Task<Admission> AdmitAsync(TokenValidatedContext context, SignInSettings settings)
    {
        var person = context.Principal;
        if (settings.Levels.Count > 0 && !settings.Levels.Contains(person?.FindFirstValue("acr") ?? ""))
        {
            return new Admission(null, "signIn.level", "fejl");
        }
        if (person?.FindFirstValue("sub") is not { Length: > 0 } subject || Caller.IsOfPerson(subject))
        {
            return new Admission(null, "access.unknown", "ukendt");
        }
        var services = context.HttpContext.RequestServices;
        if (settings.Functions.Count > 0 && !await WelcomeAsync(services, settings.Read(person, subject), context.HttpContext.TraceIdentifier))
        {
            return new Admission(null, "signIn.noFunction", "ukendt");
        }
        if (await services.GetRequiredService<SignedInViewer>().FindAsync(subject) is null)
        {
            return new Admission(null, "access.unknown", "ukendt");
        }
        if (person.FindFirstValue("email") is { Length: > 0 } address && person.FindFirstValue("email_verified") != "false")
        {
            await TellAsync(services, new KeepMailAddress(subject, address), context.HttpContext.TraceIdentifier);
        }
        return new Admission(subject, "permitted");
    }

    /// <summary>The product itself writes down what the service tells: whoever signs in is nobody here yet.</summary>
    private static async Task<bool> WelcomeAsync(IServiceProvider services, WelcomeStaff told, string requestId) =>
        await TellAsync(services, told, requestId) is { Succeeded: true, Value: true };

    private static async Task<Result<TValue>> TellAsync<TValue>(IServiceProvider services, ICommand<TValue> told, string requestId)
    {
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System(requestId));
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(told);
    }
}
