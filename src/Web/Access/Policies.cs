using Microsoft.AspNetCore.Authorization;
using OpenIddict.Validation.AspNetCore;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Who may come to a route at all. What they may do and see there is decided again, on fresh facts, by the access step of each
/// request; a route without one of these policies, and not named public with a reason, is open to nobody.
/// </summary>
internal static class Policies
{
    /// <summary>Anybody with a session; the requests of the page decide the rest.</summary>
    public const string SignedIn = "signed-in";
    public const string Caseworker = "caseworker";
    public const string Leader = "leader";
    public const string Administrator = "administrator";
    public const string DataProtection = "data-protection";
    public const string Machine = "machine";

    /// <summary>A private person, by the national e-ID.</summary>
    public const string Private = "private";

    public static readonly IReadOnlySet<string> All =
        new HashSet<string> { SignedIn, Caseworker, Leader, Administrator, DataProtection, Machine, Private };

    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, HasRoleHandler>();
        services.AddScoped<SignedInViewer>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, TurnAway>();
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(Door.Staff.Session).RequireAuthenticatedUser())
            .AddPolicy(Caseworker, policy => Staff(policy, Roles.Caseworker))
            .AddPolicy(Leader, policy => Staff(policy, Roles.Leader))
            .AddPolicy(Administrator, policy => Staff(policy, Roles.Administrator))
            .AddPolicy(DataProtection, policy => Staff(policy, Roles.DataProtection))
            .AddPolicy(Private, policy => policy.AddAuthenticationSchemes(Door.Private.Session).RequireAuthenticatedUser().RequireClaim(CitizenDoor.PersonClaim))
            .AddPolicy(Machine, policy => policy
                .AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser()
                .AddRequirements(new HasRole(Roles.Machine)));
    }

    private static void Staff(AuthorizationPolicyBuilder policy, string role) => policy
        .AddAuthenticationSchemes(Door.Staff.Session)
        .RequireAuthenticatedUser()
        .AddRequirements(new HasRole(role));
}

/// <summary>The signed-in person has this role in the database now, whatever the cookie or token was made for.</summary>
internal sealed record HasRole(string Role) : IAuthorizationRequirement;

internal sealed class HasRoleHandler(SignedInViewer viewer) : AuthorizationHandler<HasRole>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, HasRole requirement)
    {
        if (await viewer.FindAsync(context.User) is { } found && found.Is(requirement.Role))
        {
            context.Succeed(requirement);
        }
    }
}
