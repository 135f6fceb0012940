using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Reference;

public sealed class ReferenceDataTests : Database
{
    [Fact]
    public async Task A_new_database_judges_by_what_the_program_is_shipped_with()
    {
        var seed = SeedReference.Snapshot;
        var read = (await CurrentAsync()).On(Today);

        Assert.Equal(seed.PlanTypes.Keys.Order(), read.PlanTypes.Keys.Order());
        foreach (var (code, type) in seed.PlanTypes)
        {
            Assert.Equal(type with { ExclusiveWith = [] }, read.PlanTypes[code] with { ExclusiveWith = [] });
            Assert.Equal(type.ExclusiveWith, read.PlanTypes[code].ExclusiveWith);
        }
        Assert.Equal(seed.CoreAreas.OrderBy(one => one.Key), read.CoreAreas.OrderBy(one => one.Key));
        Assert.Equal(seed.Themes.Order(), read.Themes.Order());
        Assert.Equal(seed.PurposeGroups.Order(), read.PurposeGroups.Order());
        Assert.Equal(seed.Demands.Order(), read.Demands.Order());
        Assert.Equal(seed.OpposingDirections.Order(), read.OpposingDirections.Order());
        Assert.Equal(seed.Limits, read.Limits);
        Assert.Equal(seed.Names.OrderBy(one => one.Key, StringComparer.Ordinal), read.Names.OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.Equal((seed.Travel.DefaultMinutes, seed.Travel.BufferMinutes), (read.Travel.DefaultMinutes, read.Travel.BufferMinutes));
    }

    [Fact]
    public async Task A_limit_counts_from_its_day_on_and_the_one_before_stays_as_history()
    {
        await CurrentAsync();
        await ExecuteAsync("insert into limits (name, value, valid_from, changed_at) values ('inPersonPerWeek', 7, '2026-10-10', now())");
        Services.GetRequiredService<IReferenceData>().Expire();
        var read = await CurrentAsync();
        Assert.Equal(5, read.On(new DateOnly(2026, 10, 9)).Limits.InPersonPerWeek);
        Assert.Equal(7, read.On(new DateOnly(2026, 10, 10)).Limits.InPersonPerWeek);
    }

    [Fact]
    public async Task A_rule_can_be_set_from_a_day_on()
    {
        await ExecuteAsync(
            """
            insert into rule_settings (rule, is_on, severity, valid_from, changed_at)
            values ('load.appointments', true, 'H', '2026-10-01', now()), ('load.appointments', false, null, '2026-10-06', now())
            """);
        var read = await CurrentAsync();
        Assert.Equal(new RuleSetting(true, null), read.SettingOn("load.appointments", new DateOnly(2026, 9, 30)));
        Assert.Equal(new RuleSetting(true, Severity.H), read.SettingOn("load.appointments", Today));
        Assert.Equal(new RuleSetting(false, null), read.SettingOn("load.appointments", Today.AddDays(1)));
        Assert.Equal(new RuleSetting(true, null), read.SettingOn("appointment.overlap", Today));
    }

    [Fact]
    public async Task A_change_made_by_another_process_is_known_within_a_second_or_so()
    {
        var before = await CurrentAsync();
        Assert.Same(before, await CurrentAsync());
        await ExecuteAsync("insert into places (code, name, kind) values ('A', 'Et sted', 'office'), ('B', 'Et andet sted', 'office')");
        await ExecuteAsync("insert into travel_times (a, b, minutes) values ('A', 'B', 17)");
        await Task.Delay(TimeSpan.FromMilliseconds(1100), TestContext.Current.CancellationToken);
        Assert.Equal(17, (await CurrentAsync()).On(Today).Travel.Between("B", "A"));
    }

    [Fact]
    public async Task What_stood_before_a_change_is_kept()
    {
        await ExecuteAsync("update core_areas set name = 'Noget nyt' where code = 'AKB'");
        Assert.Equal("Alle Kan Bidrage > Noget nyt", await ScalarAsync<string>(
            "select before ->> 'name' || ' > ' || (after ->> 'name') from reference_history where table_name = 'core_areas'"));
    }

    private ValueTask<ReferenceData> CurrentAsync() =>
        Services.GetRequiredService<IReferenceData>().CurrentAsync(TestContext.Current.CancellationToken);
}
