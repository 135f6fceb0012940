using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Notices;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// People sign in at an OpenID Connect issuer and get a session cookie that says who they are and nothing of what they may do.
/// </summary>
internal static class Sessions
{
    private const string ByPath = "door";
    private const string Since = "since";

    public static void AddSignIn(this IServiceCollection services, SignInSettings staff, CitizenSignInSettings citizens, Cookies cookies)
    {
        var doors = services
            .AddAuthentication(ByPath)
            // Who somebody is follows from where they are: the cookie of the one door is not read behind the other.
            .AddPolicyScheme(ByPath, displayName: null, options => options.ForwardDefaultSelector = context => Door.Of(context.Request.Path).Session);
        Open(doors, Door.Staff, staff, cookies, StaffDoor.Admit(staff));
        if (citizens.IsUsed)
        {
            Open(doors, Door.Private, citizens, cookies, CitizenDoor.Admit(citizens));
        }
        else
        {
            doors.AddCookie(Door.Private.Session, options => options.Events.OnRedirectToLogin = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    private static void Open(AuthenticationBuilder doors, Door door, SignInSettings settings, Cookies cookies, Door.Admit admit) => doors
        .AddCookie(door.Session, options => KeepSession(options, door, settings, cookies))
        .AddOpenIdConnect(door.Issuer, options => AskIssuer(options, door, settings, cookies, admit));

    private static void KeepSession(CookieAuthenticationOptions options, Door door, SignInSettings settings, Cookies cookies)
    {
        options.TimeProvider = TimeProvider.System;
        options.ForwardChallenge = door.Issuer;
        options.Cookie.Name = cookies.SessionOf(door);
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = cookies.Policy;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(settings.IdleMinutes);
        options.SlidingExpiration = true;
        // A page that is left open is nobody at work.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew &= context.Request.Path != NoticeStream.Path;
            return Task.CompletedTask;
        };
        options.Events.OnSigningOut = context => EndAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = async context =>
        {
            if (IsTooOld(context, TimeSpan.FromHours(settings.LongestHours))
                || !await context.HttpContext.RequestServices.GetRequiredService<SignedInViewer>().IsOpenAsync(context.Principal!))
            {
                context.RejectPrincipal();
            }
        };
    }

    /// <summary>Logging off ends the session itself: a copy of its cookie opens nothing from here on.</summary>
    private static async Task EndAsync(HttpContext context)
    {
        if (context.User.FindFirstValue("sub") is { } subject && SignedInViewer.SessionOf(context.User) is { } session)
        {
            await DoorLog.WriteAsync(context, subject, DoorLog.SignOff, "permitted");
            await context.RequestServices.GetRequiredService<ISessions>().EndAsync(session, CancellationToken.None);
            context.RequestServices.GetRequiredService<SignedInViewer>().Forget(context.User);
        }
    }

    // Sessions end by system time: a demonstration's moved clock neither keeps nor kills them.
    private static bool IsTooOld(CookieValidatePrincipalContext context, TimeSpan longest) =>
        !context.Properties.Items.TryGetValue(Since, out var since)
        || !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var started)
        || context.Options.TimeProvider!.GetUtcNow() - started > longest;

    private static void AskIssuer(OpenIdConnectOptions options, Door door, SignInSettings settings, Cookies cookies, Door.Admit admit)
    {
        options.TimeProvider = TimeProvider.System;
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.Ordinal);
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.SignInScheme = door.Session;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // form_post would stop callers without a browser, and its cookies need https.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.CallbackPath = door.Answer;
        options.SignedOutCallbackPath = door.SignedOutAnswer;
        options.SignedOutRedirectUri = door.SignedOut;
        options.Scope.Clear();
        options.Scope.Add("openid");
        string[] scopes = [.. settings.Scopes, .. settings is CitizenSignInSettings { Demonstration: false, Scope.Length: > 0 } citizens ? [citizens.Scope] : Array.Empty<string>()];
        foreach (var scope in scopes)
        {
            options.Scope.Add(scope);
        }
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = cookies.Policy;
        }
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            var levels = settings is CitizenSignInSettings other ? other.LevelsThatDo : settings.Levels;
            context.ProtocolMessage.AcrValues = levels.Count > 0 ? string.Join(' ', levels) : null;
            return SendOnlyPagesAway(context, door);
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.ClientId = settings.ClientId;
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = context => AdmitAsync(context, door, admit);
        options.Events.OnRemoteFailure = async context =>
        {
            await DoorLog.WriteAsync(context.HttpContext, null, DoorLog.SignIn, "signIn.failed");
            context.HandleResponse();
            context.Response.Redirect(door.Trouble("fejl"));
        };
    }

    /// <summary>A part of a page, or a form that was sent after the session ended, cannot follow a redirect to another page.</summary>
    private static Task SendOnlyPagesAway(RedirectContext context, Door door)
    {
        var request = context.Request;
        if (NoticeStream.IsWanted(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }
        else if (request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = door.SignIn;
            context.HandleResponse();
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Path != door.SignIn)
        {
            context.Properties.RedirectUri = door.Home;
        }
        return Task.CompletedTask;
    }

    /// <summary>The framework takes an unsigned one that came by the back channel, as the standard lets it; we do not.</summary>
    private static bool IsSigned(SecurityToken token) =>
        token is JwtSecurityToken { SignatureAlgorithm: not (null or "" or SecurityAlgorithms.None), RawSignature.Length: > 0 };

    private static DateTimeOffset? ProvedAt(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The session holds only who it is.</summary>
    private static async Task AdmitAsync(TokenValidatedContext context, Door door, Door.Admit admit)
    {
        if (!IsSigned(context.SecurityToken))
        {
            context.Fail("The identity token is not signed.");
            return;
        }
        var admission = await admit(context);
        var known = admission.Subject ?? (door == Door.Staff ? context.Principal?.FindFirstValue("sub") : null);
        await DoorLog.WriteAsync(context.HttpContext, known, DoorLog.SignIn, admission.Outcome);
        if (admission.Subject is not { } subject)
        {
            context.HandleResponse();
            context.Response.Redirect(door.Trouble(admission.Trouble ?? "fejl"));
            return;
        }
        var session = await context.HttpContext.RequestServices.GetRequiredService<ISessions>()
            .StartAsync(subject, ProvedAt(context.Principal!), CancellationToken.None);
        List<Claim> claims = [new("sub", subject), new(SignedInViewer.SessionClaim, session.ToString("N"))];
        if (admission.More is { } more)
        {
            claims.Add(more);
        }
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(claims, door.Session, "sub", "role"));
        context.Properties ??= new AuthenticationProperties();
        context.Properties.Items[Since] = context.Options.TimeProvider!.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }
}
