using Sammenhaeng.Application.Writing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Writing;

public sealed class OpeningHoursTests
{
    [Theory]
    [InlineData("2026-10-05", true)]
    [InlineData("2026-10-10", false)]
    [InlineData("2026-12-24", false)]
    [InlineData("2026-12-25", false)]
    [InlineData("2027-03-29", false)]
    [InlineData("2027-03-30", true)]
    public void The_usual_hours_are_those_of_days_on_which_a_municipality_works(string day, bool isOpen) =>
        Assert.Equal(isOpen ? (new TimeOnly(8, 0), new TimeOnly(17, 0)) : null, OpeningHours.Usual.On(DateOnly.Parse(day, null)));

    [Fact]
    public void A_day_closes_after_it_opens_and_some_day_is_open()
    {
        Assert.Throws<ArgumentException>(() => new OpeningHours(new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>()));
        Assert.Throws<ArgumentException>(() => new OpeningHours(new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)> { [DayOfWeek.Monday] = (new(9, 0), new(9, 0)) }));
    }
}
