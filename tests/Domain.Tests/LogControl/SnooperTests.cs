using Sammenhaeng.Domain.LogControl;
using Xunit;

namespace Sammenhaeng.Domain.Tests.LogControl;

public sealed class SnooperTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Those_who_look_where_they_should_not_are_found_the_night_after_and_few_others_are(int seed)
    {
        var log = new MunicipalityLog(seed);
        var alerts = log.Run().SelectMany(day => LogAlerts.In(day).Select(alert => (alert.User, day.Day, alert.Code))).ToList();

        var planted = log.Planted.Select(one => (one.User, one.Day)).ToHashSet();
        var missed = log.Planted.Where(one => !alerts.Any(alert => alert.User == one.User && alert.Day == one.Day)).ToList();
        var wrong = alerts.Where(alert => !planted.Contains((alert.User, alert.Day))).Select(alert => (alert.User, alert.Day)).Distinct().Count();

        Assert.True(missed.Count <= 2, $"{missed.Count} of {MunicipalityLog.Snoopers} were not found: {string.Join(", ", missed.Select(one => one.Way))}");
        Assert.True(wrong * 200 <= log.StaffDays, $"{wrong} false alerts on {log.StaffDays} days of work: {string.Join(", ", alerts.GroupBy(one => one.Code).Select(one => $"{one.Key} {one.Count()}"))}");
    }

    [Fact]
    public void Every_pattern_has_its_number() =>
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"A{number}"), LogAlerts.All.Select(rule => rule.Code));
}
