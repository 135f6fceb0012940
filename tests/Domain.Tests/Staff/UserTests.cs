using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Staff;

public sealed class UserTests
{
    private static readonly DateOnly Monday = new(2026, 10, 5);
    private static readonly JobFunction Youth = new(Roles.Caseworker, "SIU", "Ungeenheden");

    [Fact]
    public void Where_somebody_worked_ended_yesterday_and_stands()
    {
        var user = User.Employ("test", "Test", null);
        user.Perform("Test", [Youth], Monday);
        user.Perform("Test", [Youth with { Unit = "Voksne" }, new JobFunction(Roles.Leader, "SIU")], Monday.AddDays(30));
        Assert.Equal(
            [("SIU", "", Monday.AddDays(30), null), ("SIU", "Ungeenheden", Monday, Monday.AddDays(29)), ("SIU", "Voksne", Monday.AddDays(30), null)],
            user.Areas.OrderBy(area => area.Unit, StringComparer.Ordinal).Select(area => (area.Area, area.Unit, area.ValidFrom, area.ValidTo)));
        Assert.Equal([Roles.Caseworker, Roles.Leader], user.Roles);
    }

    [Fact]
    public void Told_the_same_again_nothing_changes()
    {
        var user = User.Employ("test", "Test", null);
        user.Perform("Test", [Youth], Monday);
        var revision = user.Revision;
        user.Perform("Test", [Youth], Monday.AddDays(1));
        Assert.Equal((revision, 1), (user.Revision, user.Areas.Count));
    }

    [Fact]
    public void With_nothing_to_do_somebody_is_let_in_nowhere_and_comes_back_with_something()
    {
        var user = User.Employ("test", "Test", null);
        user.Perform("Test", [Youth], Monday);
        user.Perform("Test", [], Monday.AddDays(1));
        Assert.Equal((false, 0, Monday), (user.Active, user.Roles.Count, Assert.Single(user.Areas).ValidTo));
        user.Perform("Test", [Youth], Monday.AddDays(1));
        Assert.Equal((true, 2), (user.Active, user.Areas.Count));
    }

    [Fact]
    public void What_began_today_and_ends_today_has_been_no_day()
    {
        var user = User.Employ("test", "Test", null);
        user.Perform("Test", [Youth], Monday);
        user.Leave(Monday);
        Assert.Equal((false, 0), (user.Active, user.Areas.Count));
    }

    [Fact]
    public void There_is_no_role_but_those_of_the_list() =>
        Assert.Throws<ArgumentException>(() => User.Employ("test", "Test", null).Perform("Test", [new JobFunction("king")], Monday));
}
