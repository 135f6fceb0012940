using Sammenhaeng.Application.Access;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Api;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Pages.Notices;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Puts the web side together: services first, then the order in which a request meets them.</summary>
internal static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder, WebSettings settings)
    {
        var services = builder.Services;
        var cookies = new Cookies(settings.Https);
        services.AddSingleton(settings.SignIn);
        services.AddSingleton(settings.CitizenSignIn);
        services.AddSingleton(cookies);
        services.AddSingleton(ContentPolicy.ForOurPages(settings.SignIn.Demonstration ? [] : [settings.SignIn.SignOutOrigin, settings.CitizenSignIn.SignOutOrigin]));
        services.Configure<Municipality>(builder.Configuration.GetSection("Municipality"));
        builder.AddLimits();
        RateLimits.Add(services, builder.Configuration);
        services.AddSingleton<SweepStart>();
        services.AddMemoryCache();
        services.AddLanguages();
        services.AddCompression();
        services.AddSignIn(settings.SignIn, settings.CitizenSignIn, cookies);
        services.AddPolicies();
        services.AddIssuer(settings.SignIn, settings.TokenKeys(), settings.Https);
        if (settings.SignIn.Demonstration)
        {
            services.AddHostedService<DemonstrationClient>();
        }
        services.AddSingleton<DemonstrationPeople>();
        // In development it would add a route for files that appear while running, which has no policy.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        services.AddPages(cookies);
        services.AddSingleton<NoticeHub>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeHub>());
        services.AddApi();
        services.AddReadiness();
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public static void UseWeb(this WebApplication app, WebSettings settings)
    {
        if (settings.Https)
        {
            app.UseHsts();
        }
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLog();
        app.UseLanguages(app.Services.GetRequiredService<Cookies>());
        app.UseMiddleware<ErrorHandling>();
        app.UseCompression();
        app.UseMiddleware<CrossSiteGuard>();
        if (settings.SignIn.Demonstration)
        {
            app.UseMiddleware<OneAddress>();
        }
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<RouteGuard>();
        app.UseAuthorization();
        app.Use(NameCaller);
        app.UseAntiforgery();
        Map(app, settings);
    }

    private static void Map(WebApplication app, WebSettings settings)
    {
        app.MapStaticAssets()
            .WithMetadata(new PublicRouteAttribute("Styles, scripts, fonts and pictures hold no data."))
            .DisableRateLimiting();
        app.MapHealth();
        app.MapIssuer(settings.SignIn);
        app.MapRazorPages().WithStaticAssets();
        app.MapNoticeStream();
        app.MapApi();
        app.MapDashboard();
        // Only what is asked for: a wrong method or content type on a route that exists is to be told as that.
        app.MapMethods("{**path}", [HttpMethods.Get, HttpMethods.Head], NotFound)
            .WithOrder(int.MaxValue)
            .WithMetadata(new PublicRouteAttribute("What does not exist is told to everybody alike."));
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task NameCaller(HttpContext context, RequestDelegate next)
    {
        if (SignedInViewer.CallerOf(context.User, Problems.TraceIdOf(context)) is { } caller)
        {
            context.RequestServices.GetRequiredService<CurrentCaller>().Is(caller);
        }
        return next(context);
    }
}
