using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Bench;

/// <summary>
/// What row-level security costs where it costs most: searching and listing among everybody of a large area. The same requests, access
/// step and log and all, by turns with the database's own layer and without it.
/// </summary>
internal static class SearchBench
{
    private const int Rounds = 40;
    private const double MostTimes = 1.5;
    private const double MostMs = 50;

    // A page may take 60 ms; what it is made of beside its list takes a few.
    private const double MostMsOfList = 55;

    // Titles and goals of a thousand words each, a common one in all goals, and case numbers: as many words as a municipality writes.
    private const string Words =
        """
        update plans set title = title || ' ' || (array['bolig', 'arbejde', 'helbred', 'økonomi', 'hverdag', 'skole', 'familie', 'netværk'])[1 + (hashtext(citizen_id::text || id) & 7)]
            || ' ord' || to_hex(hashtext(id || citizen_id::text) & 1023), case_number = '27.36.16-2026-' || (hashtext(citizen_id::text || id) & 1048575);
        update goals set text = text || ', og ord' || to_hex(hashtext(citizen_id::text || id) & 1023);
        """;

    public static async Task RunAsync(string connectionString, int citizens, string folder)
    {
        await using var guarded = ImportBench.Services(connectionString, folder);
        await using var bare = ImportBench.Services(connectionString, folder, ImportBench.WithoutRowSecurity);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await SweepBench.FillAsync(guarded, source, citizens, folder);
        await SweepBench.ExecuteAsync(source, "update citizens set family_name = family_name || ' ' || to_hex(hashtext(id::text) & 4095)");
        await SweepBench.SweepAsync(guarded);
        await SweepBench.ExecuteAsync(source, Words);
        await SweepBench.ExecuteAsync(source, "vacuum analyze");
        await Requests.RegisterAsync(guarded);
        var inArea = await BenchCluster.CountAsync(source, $"select count(distinct citizen_id) from plans where area = '{Requests.Area}' and ended_at is null");
        Report.Line("citizens of the area", $"{inArea:N0} of {await BenchCluster.CountAsync(source, "select count(*) from citizens"):N0}");

        Require(await CompareAsync("search by name, few found", guarded, bare, round => new SearchCitizens(null, $"anna agger {round:x}"), MostTimes));
        Require(await CompareAsync("search by name, many found", guarded, bare, _ => new SearchCitizens(null, "frode"), MostTimes));
        foreach (var (what, text) in Searches)
        {
            await TimeAsync(what, guarded, text);
        }
        foreach (var order in Enum.GetValues<ListMyCitizens.Order>())
        {
            await ListAsync($"citizens of the area, by {order}", guarded, bare, _ => new ListMyCitizens(CitizenScope.Areas, null, false, order, 1));
        }
        await ListAsync("those with conflicts, by name", guarded, bare, _ => new ListMyCitizens(CitizenScope.Areas, Requests.Area, true, ListMyCitizens.Order.Name, 1));
        foreach (var order in Enum.GetValues<ListConflicts.Order>())
        {
            await ListAsync($"conflicts of the area, by {order}", guarded, bare, _ => new ListConflicts(new ListConflicts.Filter { Scope = CitizenScope.Areas }, order, 1));
        }
        foreach (var (what, filter) in Filters)
        {
            await ListAsync($"conflicts of the area, {what}", guarded, bare, _ => new ListConflicts(filter, ListConflicts.Order.Severity, 1));
        }
    }

    private static IReadOnlyList<(string What, Func<int, SearchCitizens> Query)> Searches { get; } =
    [
        ("page: a name, few found", round => SearchCitizens.For($"anna agger {round:x}")),
        ("page: a name, many found", _ => SearchCitizens.For("frode")),
        ("page: a name as it sounds", round => SearchCitizens.For($"ana ager {round:x}")),
        ("page: a name with a fault", _ => SearchCitizens.For("frodde agerr")),
        ("page: a word of every goal", _ => SearchCitizens.For("hverdagen")),
        ("page: two words of plans", round => SearchCitizens.For($"bolig ord{round:x}")),
        ("page: a case number", round => SearchCitizens.For($"27.36.16-2026-{1000 + round}")),
        ("while writing, two letters", _ => SearchCitizens.For("fr", 8, 5)),
        ("while writing, four letters", _ => SearchCitizens.For("frod", 8, 5)),
    ];

    private static IReadOnlyList<(string What, ListConflicts.Filter Filter)> Filters { get; } =
    [
        ("high ones", new ListConflicts.Filter { Scope = CitizenScope.Areas, Severity = Domain.Conflicts.Severity.H }),
        ("of one rule", new ListConflicts.Filter { Scope = CitizenScope.Areas, Rule = "appointment.overlap" }),
        ("nobody's", new ListConflicts.Filter { Scope = CitizenScope.Areas, OwnedByNobody = true, Area = Requests.Area }),
        ("over", new ListConflicts.Filter { Scope = CitizenScope.Areas, Standing = ListConflicts.Standing.Closed }),
    ];

    private static async Task ListAsync<TView>(string what, ServiceProvider guarded, ServiceProvider bare, Func<int, IQuery<TView>> query)
    {
        var (_, _, p95) = await CompareAsync(what, guarded, bare, query, null);
        Report.Require(p95 <= MostMsOfList, $"{what}: p95 {p95:N1} ms");
    }

    private static async Task TimeAsync(string what, ServiceProvider services, Func<int, SearchCitizens> query)
    {
        var runs = new Runs();
        for (var round = 0; round < Rounds + 5; round++)
        {
            var took = await Requests.TimeAsync(services, query(round));
            if (round >= 5)
            {
                runs.Add(took);
            }
        }
        Report.Line(what, $"p50 {runs.Median:N1} ms, p95 {runs.At(0.95):N1} ms", string.Create(CultureInfo.InvariantCulture, $"p95 {MostMs} ms"));
        Report.Require(runs.At(0.95) <= MostMs, $"{what}: p95 {runs.At(0.95):N1} ms");
    }

    private static void Require((string What, double Ratio, double) found) =>
        Report.Require(found.Ratio <= MostTimes, $"{found.What}: row-level security takes {found.Ratio:N2} times as long");

    private static async Task<(string What, double Ratio, double P95)> CompareAsync<TView>(
        string what, ServiceProvider guarded, ServiceProvider bare, Func<int, IQuery<TView>> query, double? mostTimes)
    {
        var (with, without) = (new Runs(), new Runs());
        for (var round = 0; round < Rounds + 5; round++)
        {
            var (a, b) = (await Requests.TimeAsync(guarded, query(round)), await Requests.TimeAsync(bare, query(round)));
            if (round >= 5)
            {
                with.Add(a);
                without.Add(b);
            }
        }
        var ratio = with.Median / without.Median;
        Report.Line(
            what, $"p50 {with.Median:N1} ms, p95 {with.At(0.95):N1} ms; without the layer p50 {without.Median:N1} ms; ratio {ratio:N2}",
            mostTimes is { } most ? string.Create(CultureInfo.InvariantCulture, $"ratio {most}") : string.Create(CultureInfo.InvariantCulture, $"p95 {MostMsOfList} ms"));
        return (what, ratio, with.At(0.95));
    }
}
