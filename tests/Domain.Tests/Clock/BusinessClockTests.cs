using Sammenhaeng.Application.Clock;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Clock;

public sealed class BusinessClockTests
{
    [Theory]
    [InlineData("2026-10-05", "2026-10-05T06:00:00Z")]
    [InlineData("2026-12-05", "2026-12-05T07:00:00Z")]
    [InlineData("2026-10-05T13:30", "2026-10-05T11:30:00Z")]
    [InlineData("2026-10-05T13:30:15", "2026-10-05T11:30:15Z")]
    [InlineData("2026-10-05T13:30Z", "2026-10-05T13:30:00Z")]
    [InlineData("2026-10-05T13:30:00+04:00", "2026-10-05T09:30:00Z")]
    public void Starts_at_the_moment_it_was_set_to_and_keeps_ticking(string setting, string expected)
    {
        var clock = BusinessClock.StartingAt(setting);
        var first = clock.GetUtcNow();
        Assert.InRange(first - DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Thread.Sleep(20);
        Assert.True(clock.GetUtcNow() > first);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Is_the_system_time_when_nothing_was_set(string? setting) => Assert.InRange(
        BusinessClock.StartingAt(setting).GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("5. oktober")]
    [InlineData("2026-13-01")]
    [InlineData("2026-03-29T02:30")]
    public void Refuses_what_is_no_moment(string setting) => Assert.Throws<FormatException>(() => BusinessClock.StartingAt(setting));

    [Fact]
    public void Today_is_the_date_in_Copenhagen()
    {
        Assert.Equal(new DateOnly(2026, 10, 6), BusinessClock.StartingAt("2026-10-05T22:30Z").Today());
        Assert.Equal(new DateOnly(2026, 12, 5), BusinessClock.StartingAt("2026-12-05T22:30Z").Today());
    }
}
