using Hangfire;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Hangfire's own pages, for administrators, to look and not to touch.</summary>
internal static class Dashboard
{
    private const string Path = "/drift/jobs/hangfire";

    // Its pages carry styles in attributes; scripts and everything else stay its own files.
    private static readonly ContentPolicy Policy = new(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'");

    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes
        .MapHangfireDashboard(Path, new DashboardOptions
        {
            // Empty, for else only callers from the machine itself are let in; the policy of the route decides.
            Authorization = [],
            IsReadOnlyFunc = _ => true,
            AppPath = "/drift",
            DashboardTitle = "Sammenhæng",
            DisplayStorageConnectionString = false,
        })
        .RequireAuthorization(Policies.Administrator)
        .WithMetadata(Policy);
}
