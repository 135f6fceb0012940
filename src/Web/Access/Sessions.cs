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

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Staff sign in at an OpenID Connect issuer and get a session cookie that says who they are and nothing of what they may do.
/// </summary>
internal static class Sessions
{
    public const string Session = "session";
    public const string Issuer = "issuer";
    public const string CallbackPath = "/log-ind/svar";
    public const string SignedOutCallbackPath = "/log-ud/svar";
    public const string SignedOutPath = "/logget-af";
    private const string Since = "since";

    public static void AddSignIn(this IServiceCollection services, SignInSettings settings, Cookies cookies) => services
        .AddAuthentication(options =>
        {
            options.DefaultScheme = Session;
            options.DefaultChallengeScheme = Issuer;
            options.DefaultForbidScheme = Session;
        })
        .AddCookie(Session, options => KeepSession(options, settings, cookies))
        .AddOpenIdConnect(Issuer, options => AskIssuer(options, settings, cookies));

    private static void KeepSession(CookieAuthenticationOptions options, SignInSettings settings, Cookies cookies)
    {
        options.TimeProvider = TimeProvider.System;
        options.ForwardChallenge = Issuer;
        options.Cookie.Name = cookies.Session;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = cookies.Policy;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(settings.IdleMinutes);
        options.SlidingExpiration = true;
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
            await context.RequestServices.GetRequiredService<IStaffSessions>().EndAsync(session, CancellationToken.None);
            context.RequestServices.GetRequiredService<SignedInViewer>().Forget(context.User);
        }
    }

    // Sessions end by system time: a demonstration's moved clock neither keeps nor kills them.
    private static bool IsTooOld(CookieValidatePrincipalContext context, TimeSpan longest) =>
        !context.Properties.Items.TryGetValue(Since, out var since)
        || !DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var started)
        || context.Options.TimeProvider!.GetUtcNow() - started > longest;

    private static void AskIssuer(OpenIdConnectOptions options, SignInSettings settings, Cookies cookies)
    {
        options.TimeProvider = TimeProvider.System;
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.Ordinal);
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.SignInScheme = Session;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // form_post would stop callers without a browser, and its cookies need https.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.CallbackPath = CallbackPath;
        options.SignedOutCallbackPath = SignedOutCallbackPath;
        options.SignedOutRedirectUri = SignedOutPath;
        options.Scope.Clear();
        options.Scope.Add("openid");
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = cookies.Policy;
        }
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.AcrValues = settings.Levels.Count > 0 ? string.Join(' ', settings.Levels) : null;
            return SendOnlyPagesAway(context);
        };
        options.Events.OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.ClientId = settings.ClientId;
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = context => AdmitAsync(context, settings.Levels);
        options.Events.OnRemoteFailure = async context =>
        {
            await DoorLog.WriteAsync(context.HttpContext, null, DoorLog.SignIn, "signIn.failed");
            context.HandleResponse();
            context.Response.Redirect("/log-ind/fejl");
        };
    }

    /// <summary>A part of a page, or a form that was sent after the session ended, cannot follow a redirect to another page.</summary>
    private static Task SendOnlyPagesAway(RedirectContext context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = "/log-ind";
            context.HandleResponse();
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Path != "/log-ind")
        {
            context.Properties.RedirectUri = "/";
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

    /// <summary>Only whom the municipality has registered here gets a session, and the session holds only who it is.</summary>
    private static async Task AdmitAsync(TokenValidatedContext context, IList<string> levels)
    {
        var subject = context.Principal?.FindFirstValue("sub");
        if (!IsSigned(context.SecurityToken))
        {
            context.Fail("The identity token is not signed.");
            return;
        }
        if (levels.Count > 0 && !levels.Contains(context.Principal?.FindFirstValue("acr") ?? ""))
        {
            await DoorLog.WriteAsync(context.HttpContext, subject, DoorLog.SignIn, "signIn.level");
            context.HandleResponse();
            context.Response.Redirect("/log-ind/fejl");
            return;
        }
        var viewer = context.HttpContext.RequestServices.GetRequiredService<SignedInViewer>();
        if (subject is null || await viewer.FindAsync(subject) is null)
        {
            await DoorLog.WriteAsync(context.HttpContext, subject, DoorLog.SignIn, "access.unknown");
            context.HandleResponse();
            context.Response.Redirect("/log-ind/ukendt");
            return;
        }
        await DoorLog.WriteAsync(context.HttpContext, subject, DoorLog.SignIn, "permitted");
        var session = await context.HttpContext.RequestServices.GetRequiredService<IStaffSessions>().StartAsync(subject, ProvedAt(context.Principal!), CancellationToken.None);
        Claim[] claims = [new("sub", subject), new(SignedInViewer.SessionClaim, session.ToString("N"))];
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Session, "sub", "role"));
        context.Properties ??= new AuthenticationProperties();
        context.Properties.Items[Since] = context.Options.TimeProvider!.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }
}
