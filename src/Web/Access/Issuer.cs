using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Gives machine clients their tokens, and in a demonstration plays the municipality's sign-in service for people too.
/// In production people sign in elsewhere, and nothing here can vouch for one.
/// </summary>
internal static class Issuer
{
    public const string AuthorizePath = "/connect/authorize";
    private const string TokenPath = "/connect/token";
    private const string EndSessionPath = "/connect/endsession";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void AddIssuer(this IServiceCollection services, SignInSettings settings, TokenKeys keys, bool https)
    {
        services.AddOpenIddict()
            .AddServer(server =>
            {
                server.SetTokenEndpointUris(TokenPath[1..]).AllowClientCredentialsFlow();
                if (settings.Demonstration)
                {
                    server.SetIssuer(new Uri(settings.Authority));
                    server.SetAuthorizationEndpointUris(AuthorizePath[1..]).SetEndSessionEndpointUris(EndSessionPath[1..]);
                    server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                }
                server.AddSigningKey(keys.Signing).AddEncryptionKey(keys.Encryption);
                server.SetAccessTokenLifetime(TimeSpan.FromHours(1));
                // Tokens live by system time, also when the clock of a demonstration is moved.
                server.Configure(options => options.TimeProvider = TimeProvider.System);
                var host = server.UseAspNetCore().EnableTokenEndpointPassthrough();
                if (settings.Demonstration)
                {
                    host.EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();
                }
                if (!https)
                {
                    host.DisableTransportSecurityRequirement();
                }
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
                validation.Configure(options => options.TimeProvider = TimeProvider.System);
            });
    }

    public static void MapIssuer(this IEndpointRouteBuilder routes, SignInSettings settings)
    {
        routes.MapPost(TokenPath, (Delegate)GiveTokenAsync)
            .WithMetadata(new PublicRouteAttribute("A client proves itself by the secret in the request."))
            .RequireRateLimiting(RateLimits.Token)
            .DisableAntiforgery();
        if (settings.Demonstration)
        {
            routes.MapGet(EndSessionPath, () => Results.SignOut(authenticationSchemes: [Scheme]))
                .WithMetadata(new PublicRouteAttribute("Ends a session at the demonstration's issuer, which keeps none."));
        }
    }

    /// <summary>The level of assurance of a demonstration: none.</summary>
    public const string Level = "demonstration";

    private const string CprClaim = "cpr";

    /// <summary>Vouches for a person of the demonstration to the client that asked.</summary>
    /// <param name="subject">As the issuer names them.</param>
    /// <param name="request">Of the client.</param>
    /// <param name="cpr">What the national e-ID knows of a citizen; null of staff.</param>
    public static ClaimsPrincipal VouchFor(string subject, OpenIddictRequest request, string? cpr = null)
    {
        var principal = Identify(subject);
        principal.SetScopes(request.GetScopes());
        // Nobody has proved who they are.
        principal.SetClaim(OpenIddictConstants.Claims.AuthenticationContextReference, Level);
        principal.SetClaim(OpenIddictConstants.Claims.AuthenticationTime, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (cpr is not null)
        {
            principal.SetClaim(CprClaim, cpr);
        }
        else
        {
            principal.SetClaim(OpenIddictConstants.Claims.Email, $"{subject}@kommune.example");
        }
        principal.SetDestinations(claim => claim.Type is OpenIddictConstants.Claims.AuthenticationContextReference or OpenIddictConstants.Claims.AuthenticationTime or OpenIddictConstants.Claims.Email or CprClaim
            ? [OpenIddictConstants.Destinations.IdentityToken] : []);
        return principal;
    }

    private static async Task<IResult> GiveTokenAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new BadHttpRequestException("This is no token request.");
        if (request.IsClientCredentialsGrantType())
        {
            return Results.SignIn(Identify(request.ClientId!), authenticationScheme: Scheme);
        }
        var code = await context.AuthenticateAsync(Scheme);
        return code.Principal is { } person
            ? Results.SignIn(person, authenticationScheme: Scheme)
            : Results.Forbid(authenticationSchemes: [Scheme]);
    }

    // Roles stay out of tokens: what somebody may do is read from the database when they do it.
    private static ClaimsPrincipal Identify(string subject)
    {
        var identity = new ClaimsIdentity(Scheme, OpenIddictConstants.Claims.Subject, OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, subject);
        return new ClaimsPrincipal(identity);
    }
}
