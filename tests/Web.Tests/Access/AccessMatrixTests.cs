using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Every route by every actor, with the ids of a citizen, a conflict and an assignment in each place for an id. What is answered stands in
/// docs/access-matrix.csv, where it was read and agreed; whose marks may be in the answer stands in <see cref="AccessMatrixHost"/>.
/// A changed answer is agreed to by hand: with SAMMENHAENG_WRITE_DOCS=1 the file is written anew, and read.
/// </summary>
public abstract partial class AccessMatrix<THost>(THost host)
    where THost : AccessMatrixHost
{
    protected sealed record Cell(string Route, string Actor, HttpStatusCode Status, string Text);

    /// <summary>The one place that shows a CPR number, to whoever works with the citizen, by a press that is logged.</summary>
    private const string Revealed = "POST /borgere/{citizenId:guid}/cpr";

    protected THost TheHost => host;

    /// <summary>All answers, actor by actor; the actors are the columns.</summary>
    /// <param name="only">Which routes; all where it is null.</param>
    /// <param name="actors">All where it is null.</param>
    protected async Task<List<Cell>> AskEverythingAsync(Func<string, bool>? only = null, IEnumerable<string>? actors = null)
    {
        var cells = new List<Cell>();
        foreach (var actor in actors ?? AccessMatrixHost.Actors)
        {
            using var client = AccessMatrixHost.IsMachine(actor) ? await host.ConnectAsync(actor) : null;
            var browser = client is null ? await host.BecomeAsync(actor) : null;
            var token = browser is null || actor is "anonymous" or "left" ? "" : await FormTokenAsync(browser, actor);
            foreach (var (name, method, route) in Routes().Where(one => only is null || only(one.Name)))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), AddressOf(route));
                if (method is not ("GET" or "HEAD"))
                {
                    request.Content = Body(token, name.Contains("/api/", StringComparison.Ordinal));
                }
                using var answer = client is not null ? await client.SendAsync(request, TestContext.Current.CancellationToken) : await browser!.SendAsync(request);
                cells.Add(new Cell(name, actor, answer.StatusCode, $"{answer.Headers} {await answer.Content.ReadAsStringAsync()}"));
                if (browser is not null && name.Contains("/log-ud", StringComparison.Ordinal))
                {
                    browser = await host.BecomeAsync(actor);
                    token = token.Length == 0 ? "" : await FormTokenAsync(browser, actor);
                }
            }
            browser?.Dispose();
        }
        return cells;
    }

    protected static IEnumerable<string> Leaks(IEnumerable<Cell> cells, Func<string, string[]> mayMeet) => cells
        .SelectMany(cell => Mark().Matches(cell.Text).Select(mark => mark.Value.StartsWith("mark", StringComparison.Ordinal) ? mark.Value : "mark-CPR").Distinct()
            .Where(mark => !mayMeet(cell.Actor).Contains(mark) && !(mark == "mark-CPR" && cell.Route == Revealed))
            .Select(mark => $"{cell.Actor} met {mark} at {cell.Route} ({(int)cell.Status})"));

    protected List<(string Name, string Method, RouteEndpoint Route)> Routes() =>
    [
        .. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .SelectMany(route => MethodsOf(route).Select(method => (Name: $"{method} /{route.RoutePattern.RawText!.TrimStart('/')}", Method: method, Route: route)))
            .DistinctBy(one => one.Name).OrderBy(one => one.Name.Contains("log-ud", StringComparison.Ordinal)).ThenBy(one => one.Name, StringComparer.Ordinal),
    ];

    /// <summary>A page takes what is sent to its forms, too.</summary>
    private static IEnumerable<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods } ? methods : ["GET", "POST"];

    private string AddressOf(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { IsCatchAll: true } => "",
            RoutePatternParameterPart parameter => IdFor(route.RoutePattern.RawText!, parameter.Name),
            _ => "",
        })))).TrimEnd('/');

    /// <summary>What stands in the place of a parameter of a route's address.</summary>
    protected virtual string IdFor(string route, string parameter) => (route, parameter) switch
    {
        (_, "citizenId") => host.Citizen.ToString(),
        (_, "assignmentId") => host.Assignment.ToString(),
        (_, "consentId") => host.Consent.ToString(),
        (_, "meeting") => host.Meeting.ToString(),
        (_, "goal") => host.CommonGoal.ToString(),
        (_, "conflictId") => host.Conflict.ToString(),
        var (path, _) when path.Contains("citizens/{", StringComparison.Ordinal) || path.Contains("borgere/{", StringComparison.Ordinal) || path.StartsWith("mit/", StringComparison.Ordinal) => host.Citizen.ToString(),
        var (path, _) when path.Contains("conflicts/{", StringComparison.Ordinal) || path.Contains("konflikter/{", StringComparison.Ordinal) => host.Conflict.ToString(),
        _ => host.Citizen.ToString(),
    };

    /// <summary>An empty form with the token that the person's own pages hold, so that it is the handler that answers.</summary>
    private static HttpContent Body(string token, bool isApi) => token.Length == 0 || isApi
        ? new StringContent("{}", Encoding.UTF8, "application/json")
        : new FormUrlEncodedContent([KeyValuePair.Create("__form", token)]);

    /// <summary>Empty for who has no page.</summary>
    private static async Task<string> FormTokenAsync(Browser browser, string actor) =>
        (await browser.OpenAsync(AccessMatrixHost.IsPrivate(actor) ? "/mit" : "/")).Html.QuerySelector("input[name=__form]")?.GetAttribute("value") ?? "";

    protected static void Tell(string layers, IReadOnlyCollection<Cell> cells, string found) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{layers}: {cells.DistinctBy(cell => cell.Route).Count()} routes by {cells.DistinctBy(cell => cell.Actor).Count()} actors, {cells.Count:N0} answers, {found}"));

    [GeneratedRegex("mark-(?:name|[A-Z]{3})|140384-?9902")]
    private static partial Regex Mark();
}

public sealed class AccessMatrixTests(AccessMatrixHost host) : AccessMatrix<AccessMatrixHost>(host), IClassFixture<AccessMatrixHost>
{
    private static readonly string File = RepositoryRoot.Of("docs", "access-matrix.csv");

    [Fact]
    public async Task Every_route_answers_every_actor_as_agreed_and_shows_nobody_what_is_not_theirs()
    {
        var cells = await AskEverythingAsync();
        var leaks = Leaks(cells, AccessMatrixHost.MayMeet).ToList();
        Assert.True(leaks.Count == 0, string.Join("\n", leaks));
        Assert.All(
            new[] { ("ownArea", "mark-AKB"), ("ownArea", "mark-AHL"), ("otherArea", "mark-SIU"), ("coordinator", "mark-name"), ("machineOwnArea", "mark-AKB"), ("citizen", "mark-SIU"), ("guardian", "mark-AHL"), ("relative", "mark-HID") },
            seen => Assert.Contains(cells, cell => cell.Actor == seen.Item1 && cell.Text.Contains(seen.Item2, StringComparison.Ordinal)));
        var table = string.Join('\n', cells.GroupBy(cell => cell.Route).OrderBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => $"{row.Key},{string.Join(',', row.Select(cell => (int)cell.Status))}")
            .Prepend("route," + string.Join(',', AccessMatrixHost.Actors))) + "\n";
        if (Environment.GetEnvironmentVariable("SAMMENHAENG_WRITE_DOCS") == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, table);
        }
        Assert.Equal(await System.IO.File.ReadAllTextAsync(File), table);
        Tell("both layers", cells, "0 leaks, each answered as agreed");
    }
}

/// <summary>The decision alone: the database shows requests every row.</summary>
public sealed class AccessMatrixWithoutRowSecurityTests(AccessMatrixWithoutRowSecurityTests.Host host)
    : AccessMatrix<AccessMatrixWithoutRowSecurityTests.Host>(host), IClassFixture<AccessMatrixWithoutRowSecurityTests.Host>
{
    [Fact]
    public async Task The_decision_by_itself_shows_nobody_what_is_not_theirs()
    {
        var cells = await AskEverythingAsync();
        Assert.Empty(Leaks(cells, AccessMatrixHost.MayMeet));
        Tell("the decision alone", cells, "0 leaks");
    }

    public sealed class Host : AccessMatrixHost
    {
        protected override void Change(IServiceCollection services) =>
            services.AddSingleton(provider => provider.GetRequiredService<SystemDataSource>().Source);
    }
}

/// <summary>
/// Row-level security alone: the decision is told that everybody coordinates every citizen, and lets them in. Whoever does not work
/// with the citizen meets nothing; what those who do may see of the areas' content is the mask's matter, not the rows'.
/// </summary>
public sealed class AccessMatrixWithoutDecisionTests(AccessMatrixWithoutDecisionTests.Host host)
    : AccessMatrix<AccessMatrixWithoutDecisionTests.Host>(host), IClassFixture<AccessMatrixWithoutDecisionTests.Host>
{
    [Fact]
    public async Task The_database_by_itself_shows_nobody_a_citizen_they_do_not_work_with()
    {
        var cells = await AskEverythingAsync();
        // How much of the rows a relative is let in to is the mask's matter, too; and whoever was asked has a relation, and the decision
        // keeps what is written of no area for those who have answered.
        Assert.Empty(Leaks(
            cells.Where(cell => cell.Actor != "relative"),
            actor => actor == "asked" ? [.. AccessMatrixHost.MayMeet(actor), "mark-COM"] : AccessMatrixHost.MayMeet(actor)));
        Assert.Contains(cells, cell => cell is { Actor: "otherCitizen", Route: "GET /mit/{citizenId:guid}" } && cell.Status != HttpStatusCode.OK);
        Assert.Contains(cells, cell => cell is { Actor: "leader", Route: "GET /borgere/{citizenId:guid}/plan" } && cell.Status != HttpStatusCode.OK);
        Tell("the database alone", cells, "0 leaks to whoever does not work with the citizen");
    }

    public sealed class Host : AccessMatrixHost
    {
        protected override void Change(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IAccessFacts));
            services.AddScoped<IAccessFacts>(provider => new Credulous((IAccessFacts)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        }

        private sealed class Credulous(IAccessFacts real) : IAccessFacts
        {
            public async Task<AccessFacts> ReadAsync(Caller caller, string purpose, AccessObject? about, CancellationToken cancellationToken)
            {
                var facts = await real.ReadAsync(caller, purpose, about, cancellationToken);
                return facts.Viewer is null
                    ? facts
                    : facts with
                    {
                        Viewer = facts.Viewer with { Roles = [.. Domain.Staff.Roles.All, .. facts.Viewer.Roles] },
                        Relation = new CitizenRelation(facts.Viewer.Areas, true, true) { Standing = new Standing(StandingKind.Self, PortalAccess.Full, true, []) },
                    };
            }
        }
    }
}

/// <summary>The matrix finds a hole: a route that looks past both layers.</summary>
public sealed class AccessMatrixFindsTests(AccessMatrixFindsTests.Host host)
    : AccessMatrix<AccessMatrixFindsTests.Host>(host), IClassFixture<AccessMatrixFindsTests.Host>
{
    [Fact]
    public async Task A_route_that_forgets_to_ask_is_found()
    {
        var cells = await AskEverythingAsync(route => route.Contains("/glemt", StringComparison.Ordinal) || route.StartsWith("GET /borgere", StringComparison.Ordinal));
        var leaks = Leaks(cells, AccessMatrixHost.MayMeet).ToList();
        Assert.Contains("unrelated met mark-name at GET /glemt (200)", leaks);
        Assert.All(leaks, leak => Assert.Contains("/glemt", leak, StringComparison.Ordinal));
        Tell("a planted hole", cells, $"found by {leaks.Count} leaks");
    }

    public sealed class Host : AccessMatrixHost
    {
        protected override void Change(IServiceCollection services) => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, Hole>();

        private sealed class Hole : Microsoft.AspNetCore.Hosting.IStartupFilter
        {
            public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next) => app =>
            {
                next(app);
                var routes = (IEndpointRouteBuilder)app.Properties["__EndpointRouteBuilder"]!;
                Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(
                    Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(routes, "/glemt", async (SystemDataSource system) =>
                    {
                        await using var ask = system.Source.CreateCommand("select given_name from citizens limit 1");
                        return (string)(await ask.ExecuteScalarAsync())!;
                    }),
                    Web.Access.Policies.SignedIn);
            };
        }
    }
}
