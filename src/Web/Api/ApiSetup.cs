using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;
using Scalar.AspNetCore;

namespace Sammenhaeng.Web.Api;

internal static class ApiSetup
{
    // The page is a script of 5 MB that makes its own styles; it shows a public description and holds no session's data.
    private static readonly ContentPolicy ReferencePolicy = new(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'")
    {
        NonceKey = ScalarOptions.NonceHttpContextItemKey,
    };

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddScoped<Refusals>();
        services.AddApiDocument();
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var description = new PublicRouteAttribute("The description of the API holds no data.");
        routes.MapOpenApi().WithMetadata(description);
        routes.MapScalarApiReference("/api", Describe).WithMetadata(description, ReferencePolicy);

        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.Machine).AddEndpointFilter<IdempotencyKey>().DisableAntiforgery();
        foreach (var endpoints in Features())
        {
            endpoints.Map(api);
        }
    }

    /// <summary>Without what would reach out of the house: fonts, figures, helpers and shops.</summary>
    private static void Describe(ScalarOptions options) => options
        .WithTitle("Sammenhæng API")
        .WithNonce()
        .DisableDefaultFonts()
        .DisableTelemetry()
        .DisableAgent()
        .DisableMcp()
        .HideDeveloperTools()
        .HideClientButton();

    internal static IEnumerable<IEndpoints> Features() => typeof(ApiSetup).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IEndpoints)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (IEndpoints)Activator.CreateInstance(type)!);
}
