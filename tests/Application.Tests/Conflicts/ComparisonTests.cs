using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>Two areas that are not compared: staff are told of no conflict between them, by page, list or API, and the citizen of every one.</summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    private static readonly string[] Areas = ["AHL", "AKB", "LOT", "SIU"];

    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
        await _database.RecheckAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<HashSet<Guid>> InThePlanAsync(Caller viewer)
    {
        var plan = await _database.SendAsync(viewer, new OpenSharedPlan(_karina, null, null, Language.Da));
        return [.. plan.Conflicts.Concat(plan.ClosedConflicts).Select(line => line.Id!.Value)];
    }

    private async Task<HashSet<Guid>> ByTheApiAsync(Caller viewer) =>
        [.. (await _database.SendAsync(viewer, new ListCitizenConflicts(_karina, null))).Select(told => told.Id.Value)];

    private Task<Domain.Kernel.Result<Domain.Kernel.Done>> SetAsync(string one, string other, ComparisonLevel level, params string[] categories) => _database.SendAsync(
        new SetComparison(one, other, categories.Length == 0 ? DataClassWords.All : categories, level, Database.Today));

    [Fact]
    public async Task It_acts_from_the_same_moment_everywhere_and_can_be_taken_back()
    {
        var all = await InThePlanAsync(KarinaDatabase.Lene);
        await SetAsync("AKB", "AHL", ComparisonLevel.None);
        var left = await InThePlanAsync(KarinaDatabase.Lene);
        Assert.NotEmpty(left);
        Assert.True(left.Count < all.Count);
        Assert.Equal(left, await ByTheApiAsync(KarinaDatabase.Lene));
        var hidden = all.Except(left).First();
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Lene, new OpenConflict(ConflictId.From(hidden), Language.Da)));
        // The other area's are not there, not even as a time without a title; a third area's are.
        Assert.Equal((false, true), await HiddenTimesAsync());
        await SetAsync("AHL", "AKB", ComparisonLevel.FreeBusy);
        Assert.Equal(all, await InThePlanAsync(KarinaDatabase.Lene));
        Assert.Equal((true, true), await HiddenTimesAsync());
    }

    private async Task<(bool OfAhl, bool OfOthers)> HiddenTimesAsync()
    {
        var hidden = (await _database.SendAsync(KarinaDatabase.Lene, new OpenSharedPlan(_karina, null, null, Language.Da))).Appointments
            .Where(line => line.Title is null).Select(line => line.Start).ToList();
        var ahl = await _database.ScalarAsync<DateTime[]>(
            "select array_agg(start_at at time zone 'Europe/Copenhagen') from appointments where citizen_id = $1 and area = 'AHL' and ended_at is null", _karina.Value);
        return (hidden.Any(ahl.Contains), hidden.Any(start => !ahl.Contains(start)));
    }

    [Fact]
    public async Task Why_a_time_is_out_is_not_told_of_what_is_not_compared()
    {
        var start = new DateTime(2026, 10, 13, 8, 0, 0);
        await _database.ExecuteAsync(
            """
            insert into appointments (citizen_id, id, source, area, title, start_at, end_at, mode, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
            values ($1, 'A99', 'sundhed', 'AHL', 'Sygepleje', $2 at time zone 'Europe/Copenhagen', ($2 + interval '30 minutes') at time zone 'Europe/Copenhagen', 'phone', false, false, 'booked', false, false, now(), now())
            """, _karina.Value, start);
        var values = new WrittenValues(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Samtale"],
            ["day"] = [$"{start:yyyy-MM-dd}"],
            ["startAt"] = ["08:00"],
            ["endAt"] = ["08:30"],
            ["mode"] = ["phone"],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        });
        async Task<FindTimes.Out> OutAsync() => (await _database.SendAsync(KarinaDatabase.Lene, new FindTimes(_karina, "AKB", "tid", values, []))).Refused
            .Single(one => one.Start == start);
        Assert.Contains((await OutAsync()).Because, title => title.Da == "To tider samtidig");
        await SetAsync("AKB", "AHL", ComparisonLevel.None);
        Assert.DoesNotContain((await OutAsync()).Because, title => title.Da == "To tider samtidig");
    }

    [Fact]
    public async Task What_counts_from_a_later_day_does_not_act_before()
    {
        var all = await InThePlanAsync(KarinaDatabase.Lene);
        await _database.SendAsync(new SetComparison("AKB", "AHL", ["appointments"], ComparisonLevel.None, Database.Today.AddDays(1)));
        Assert.Equal(all, await InThePlanAsync(KarinaDatabase.Lene));
        _database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(all, await InThePlanAsync(KarinaDatabase.Lene));
    }

    /// <summary>Two layers answer the same question, each by itself: they must not come apart.</summary>
    [Fact]
    public async Task The_database_hides_the_conflicts_that_the_mask_hides_whatever_is_not_compared()
    {
        var random = new Random(20261126);
        var (hidden, shown) = (0, 0);
        for (var round = 0; round < 25; round++)
        {
            await SetAsync(Areas[random.Next(3)], "SIU", ComparisonLevel.FreeBusy);
            var pair = Areas.OrderBy(_ => random.Next()).Take(2).ToArray();
            await SetAsync(pair[0], pair[1], random.Next(3) == 0 ? ComparisonLevel.FreeBusy : ComparisonLevel.None, [DataClassWords.All[random.Next(4)], DataClassWords.All[random.Next(4)]]);
            foreach (var viewer in new[] { KarinaDatabase.Lene, KarinaDatabase.Dorte, KarinaDatabase.Maja })
            {
                // What the database shows, and what the mask leaves of all there is.
                var byRows = await ByTheApiAsync(viewer);
                var (all, byMask) = await MaskedAsync(viewer);
                Assert.Equal(byMask.Order(), byRows.Order());
                hidden += all - byMask.Count;
                shown += byMask.Count;
            }
        }
        Assert.True(hidden > 20 && shown > 20, $"{hidden} hidden, {shown} shown");
    }

    private async Task<(int All, List<Guid> Seen)> MaskedAsync(Caller viewer)
    {
        var areas = await _database.ScalarAsync<string[]>(
            "select array_agg(a.area) from user_areas a join users u on u.id = a.user_id where u.subject = $1", viewer.Subject);
        await using var scope = _database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        var file = await scope.ServiceProvider.GetRequiredService<Application.Persistence.ITransactions>().RunAsync(
            async token => (await scope.ServiceProvider.GetRequiredService<Application.Courses.ICourses>().OpenAsync(_karina, token))!,
            Application.Persistence.TransactionKind.Read, TestContext.Current.CancellationToken);
        var reference = (await scope.ServiceProvider.GetRequiredService<IReferenceData>().CurrentAsync(TestContext.Current.CancellationToken)).On(Database.Today);
        file.Course.Build(Database.Today, reference);
        var mask = CourseMask.For(file.Course, areas.ToHashSet(), Database.Today, reference.Comparison, reference.Places);
        return (file.Conflicts.Count, [.. file.Conflicts.Where(conflict => mask.IsCompared(conflict.Subjects)).Select(conflict => conflict.Id.Value)]);
    }
}
