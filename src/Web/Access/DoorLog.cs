using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Web.Api;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// What happens at the door, before any request of ours: signing in and off, and who is turned away by the policy of a route. Written
/// to the access log, as the access step writes the rest, before anybody is told.
/// </summary>
internal static class DoorLog
{
    public const string SignIn = "SignIn";
    public const string SignOff = "SignOff";

    /// <param name="context">Of the request that came to the door.</param>
    /// <param name="subject">As the issuer names them; null where it could not be told who it was.</param>
    /// <param name="what">Signing in or off, or the route that was asked for.</param>
    /// <param name="outcome">permitted, or the code of the denial.</param>
    /// <param name="citizen">Whose page it was.</param>
    public static async Task WriteAsync(HttpContext context, string? subject, string what, string outcome, CitizenId? citizen = null)
    {
        var viewer = subject is null || Caller.IsOfPerson(subject) ? null : await context.RequestServices.GetRequiredService<SignedInViewer>().FindAsync(subject);
        await context.RequestServices.GetRequiredService<IAccessLog>().WriteAsync(
            new AccessEntry
            {
                UserId = viewer?.UserId,
                // Nobody at all is the system's own work.
                Subject = subject ?? "unknown",
                Roles = viewer?.Roles ?? [],
                Areas = viewer?.Areas ?? [],
                CitizenId = citizen,
                What = what,
                Purpose = "Door",
                Outcome = outcome,
                RequestId = Problems.TraceIdOf(context),
            },
            CancellationToken.None);
    }
}

/// <summary>Tells the door's log of those whom a route's policy turns away.</summary>
internal sealed class TurnAway : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.GetEndpoint() is RouteEndpoint route)
        {
            CitizenId? citizen = Guid.TryParse(context.GetRouteValue("citizenId")?.ToString(), out var id) ? CitizenId.From(id) : null;
            await DoorLog.WriteAsync(
                context, context.User.FindFirst("sub")?.Value, $"/{route.RoutePattern.RawText?.TrimStart('/')}", "access.role", citizen);
        }
        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
