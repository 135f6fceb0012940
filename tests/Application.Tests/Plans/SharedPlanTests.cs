using System.Text.Json;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Plans;

public sealed class SharedPlanTests(KarinaDatabase database) : IClassFixture<KarinaDatabase>
{
    private async Task<SharedPlanView> OpenAsync(Caller caller, DateOnly? asOf = null, int? days = null) =>
        await database.SendAsync(caller, new OpenSharedPlan(await database.KarinaAsync(), asOf, days, Language.Da));

    [Fact]
    public async Task The_page_of_today_and_the_page_of_the_same_date_show_exactly_the_expected_conflicts()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", "karina", "expected.json")));
        var fingerprints = expected.RootElement.GetProperty("conflicts").EnumerateArray().Select(one => one.GetString()).Order(StringComparer.Ordinal).ToList();

        var kept = await OpenAsync(KarinaDatabase.Maja);
        var judged = await OpenAsync(KarinaDatabase.Maja, Database.Today, 28);

        Assert.Equal(fingerprints, kept.Conflicts.Select(line => line.Fingerprint).Order(StringComparer.Ordinal));
        Assert.Equal(fingerprints, judged.Conflicts.Select(line => line.Fingerprint).Order(StringComparer.Ordinal));
        Assert.False(kept.IsByDate);
        Assert.All(kept.Conflicts, line => Assert.NotNull(line.Id));
        Assert.True(judged.IsByDate);
        Assert.All(judged.Conflicts, line => Assert.Null(line.Id));
        Assert.Equal(
            kept.Conflicts.Select(line => (line.Fingerprint, line.Owner)).Order(),
            judged.Conflicts.Select(line => (line.Fingerprint, line.Owner)).Order());
    }

    [Fact]
    public async Task The_gravest_conflict_comes_first_and_the_numbers_run_from_one()
    {
        var view = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal(Severity.K, view.Conflicts[0].Severity);
        Assert.Equal(Enumerable.Range(1, view.Conflicts.Count), view.Conflicts.Select(line => line.Number));
        Assert.True(view.Conflicts.Select(line => line.Severity).SequenceEqual(view.Conflicts.Select(line => line.Severity).OrderDescending()));
    }

    [Fact]
    public async Task Another_areas_plan_is_seen_only_where_it_is_shared_on_a_live_ground()
    {
        var view = await OpenAsync(KarinaDatabase.Maja);
        // Maja works in SIU; LOT has shared P4 with SIU on a live consent, AHL has not.
        Assert.Contains(view.Plans, plan => plan.Key.Id == "P2" && plan.Title is not null);
        Assert.Contains(view.Plans, plan => plan.Key.Id == "P4" && plan.Title is not null);
        Assert.DoesNotContain(view.Plans, plan => plan.Key.Id is "P3" or "P5");
        var hidden = view.Plans.Where(plan => plan.Title is null).ToList();
        Assert.NotEmpty(hidden);
        Assert.All(hidden, plan => Assert.Equal((null, null, ""), (plan.Area, plan.Status, plan.Key.Source)));
        Assert.DoesNotContain("alkohol", JsonSerializer.Serialize(view), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_withdrawn_consent_hides_what_was_shared_on_it()
    {
        var view = await OpenAsync(KarinaDatabase.Lene);
        // AHL shared P3 with AKB on a consent that was withdrawn in September; SIU shared P2 on one that is live.
        AssertHidesTreatment(view);
    }

    [Fact]
    public async Task A_day_on_which_the_consent_was_live_opens_nothing_after_it_was_withdrawn()
    {
        AssertHidesTreatment(await OpenAsync(KarinaDatabase.Lene, new DateOnly(2026, 9, 1)));
        var shared = await OpenAsync(KarinaDatabase.Dorte, new DateOnly(2026, 9, 1));
        Assert.False(Assert.Single(Assert.Single(shared.Plans, plan => plan.Key.Id == "P3").SharedWith).HasGround);
    }

    private static void AssertHidesTreatment(SharedPlanView view)
    {
        Assert.DoesNotContain("P3", view.Plans.Select(plan => plan.Key.Id));
        Assert.NotNull(Assert.Single(view.Plans, plan => plan.Key.Id == "P2").Title);
        Assert.Null(Assert.Single(view.Appointments, one => one.Start == new DateTime(2026, 10, 8, 11, 15, 0)).Title);
        Assert.DoesNotContain("alkohol", JsonSerializer.Serialize(view), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_what_is_hidden_only_the_time_and_whether_it_is_load_is_told()
    {
        var view = await OpenAsync(KarinaDatabase.Lene);
        Assert.All(view.Interventions.Where(one => one.Title is null), one => Assert.Equal((null, null, false, null), (one.Status, one.WeeklyHours, one.Obligatory, one.Provider)));
        Assert.All(view.Appointments.Where(one => one.Title is null), one => Assert.Equal((null, false, false, null), (one.Mode, one.Leisure, one.Mandatory, one.Place)));
        Assert.All(view.Goals.Where(one => one.Text is null), one => Assert.Equal((null, null, null), (one.Origin, one.Status, one.Due)));
    }

    [Fact]
    public async Task A_conflict_and_the_plan_name_the_same_hidden_thing_alike()
    {
        var view = await OpenAsync(KarinaDatabase.Maja);
        var subject = Assert.Single(Assert.Single(view.Conflicts, line => line.Fingerprint == "appointment.overlap:A4+A5").Subjects, one => one.Source == "");
        Assert.Contains(view.Appointments, one => one.Key.Id == subject.Id && one.Start == new DateTime(2026, 10, 7, 13, 30, 0));
    }

    [Fact]
    public async Task A_consent_is_shown_to_the_areas_it_is_between_and_counted_for_others()
    {
        var view = await OpenAsync(KarinaDatabase.Lene);
        Assert.Equal(["S1", "S2"], view.Consents.Select(consent => consent.Key.Id).Order(StringComparer.Ordinal));
        Assert.Equal(1, view.HiddenConsents);
    }

    [Fact]
    public async Task Hidden_meetings_count_in_the_week_like_others()
    {
        var view = await OpenAsync(KarinaDatabase.Lene);
        var week = view.Appointments.Where(one => one.IsLoad && one.Start < new DateTime(2026, 10, 12)).ToList();
        Assert.True(week.Count > view.WeeklyLimit, $"{week.Count} meetings");
        Assert.Contains(week, one => one.Title is null);
    }

    [Fact]
    public async Task Whoever_does_not_work_with_the_citizen_is_denied() =>
        await Assert.ThrowsAsync<AccessDeniedException>(() => OpenAsync(KarinaDatabase.Stranger));

    [Fact]
    public async Task An_administrator_sees_no_plan() =>
        await Assert.ThrowsAsync<AccessDeniedException>(() => OpenAsync(KarinaDatabase.Administrator));

    [Fact]
    public async Task Conflicts_say_when_they_bite()
    {
        var view = await OpenAsync(KarinaDatabase.Maja);
        Assert.Equal(new DateOnly(2026, 10, 7), Assert.Single(view.Conflicts, line => line.Fingerprint == "appointment.overlap:A4+A5").When!.Value.From);
        Assert.Equal(new DateOnly(2026, 10, 5), Assert.Single(view.Conflicts, line => line.Rule == "load.appointments").When!.Value.From);
        Assert.Null(Assert.Single(view.Conflicts, line => line.Rule == "coordinator.missing").When);
    }
}
