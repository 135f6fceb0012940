using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Citizens;

public sealed class StaffListTests(KarinaDatabase database) : IClassFixture<KarinaDatabase>
{
    [Theory]
    [InlineData(ListMyCitizens.Order.Name)]
    [InlineData(ListMyCitizens.Order.Conflicts)]
    [InlineData(ListMyCitizens.Order.NextAppointment)]
    public async Task My_citizens_are_those_i_stand_at_as_a_contact(ListMyCitizens.Order order)
    {
        var karina = await database.KarinaAsync();
        var view = await database.SendAsync(KarinaDatabase.Maja, new ListMyCitizens(CitizenScope.Mine, null, false, order, 1));
        var row = Assert.Single(view.Rows);
        Assert.Equal(karina, row.Id);
        Assert.Equal(14, row.OpenConflicts);
        Assert.Equal(Severity.K, row.Worst);
        Assert.Equal(["SIU"], row.Areas.Select(area => area.Code));
        Assert.Equal(3, row.OtherAreas);
        Assert.NotNull(row.NextAppointment);
        Assert.Equal([karina], view.ShownCitizens);
    }

    [Fact]
    public async Task Filters_leave_out_who_does_not_fit()
    {
        await database.KarinaAsync();
        Assert.Single((await database.SendAsync(KarinaDatabase.Maja, new ListMyCitizens(CitizenScope.Areas, "SIU", true, ListMyCitizens.Order.Name, 1))).Rows);
        Assert.Empty((await database.SendAsync(KarinaDatabase.Maja, new ListMyCitizens(CitizenScope.Coordinated, null, false, ListMyCitizens.Order.Name, 1))).Rows);
        Assert.Empty((await database.SendAsync(KarinaDatabase.Stranger, new ListMyCitizens(CitizenScope.Areas, null, false, ListMyCitizens.Order.Name, 1))).Rows);
    }

    [Theory]
    [InlineData("kar")]
    [InlineData("mikk karina")]
    [InlineData("140384-9902")]
    [InlineData("1403849902")]
    public async Task A_citizen_is_found_by_name_or_number(string text)
    {
        var karina = await database.KarinaAsync();
        Assert.Equal(karina, Assert.Single((await database.SendAsync(KarinaDatabase.Maja, SearchCitizens.For(text))).Rows).Id);
    }

    [Theory]
    [InlineData("rinaka")]
    [InlineData("%")]
    [InlineData("karina poul")]
    [InlineData("1403849903")]
    public async Task What_does_not_fit_is_not_found(string text)
    {
        await database.KarinaAsync();
        Assert.Empty((await database.SendAsync(KarinaDatabase.Maja, SearchCitizens.For(text))).Rows);
    }

    [Fact]
    public async Task A_search_shows_nobody_whom_a_click_would_refuse()
    {
        await database.KarinaAsync();
        Assert.Empty((await database.SendAsync(KarinaDatabase.Stranger, SearchCitizens.For("karina"))).Rows);
    }

    [Fact]
    public async Task Conflicts_are_listed_by_severity_and_filtered()
    {
        await database.KarinaAsync();
        var all = await database.SendAsync(KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter(), ListConflicts.Order.Severity, 1));
        Assert.Equal(14, all.Total.Number);
        Assert.Equal("consent.breach", all.Rows[0].Rule);
        var high = await database.SendAsync(
            KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter { Severity = Severity.H, Rule = "appointment.overlap" }, ListConflicts.Order.Citizen, 1));
        Assert.Single(high.Rows);
        var mine = await database.SendAsync(
            KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter { OwnedByMe = true, Area = "SIU" }, ListConflicts.Order.Due, 1));
        Assert.Empty(mine.Rows);
        var second = await database.SendAsync(
            KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter { Standing = ListConflicts.Standing.All }, ListConflicts.Order.Newest, 2, 10));
        Assert.Equal(4, second.Rows.Count);
    }

    [Fact]
    public async Task My_day_says_what_is_urgent_and_whom_i_meet()
    {
        var karina = await database.KarinaAsync();
        var day = await database.SendAsync(KarinaDatabase.Lene, new OpenMyDay());
        Assert.Equal(14, day.OpenConflicts);
        Assert.Equal(6, day.Conflicts.Count);
        Assert.True(day.Urgent > 0);
        Assert.Equal("Opfølgningssamtale, sygedagpenge", Assert.Single(day.Meetings).Title);
        Assert.Contains(karina, day.ShownCitizens);
    }

    [Fact]
    public async Task A_conflict_opens_with_its_life_and_the_colleagues_who_could_take_it_on()
    {
        await database.KarinaAsync();
        var list = await database.SendAsync(KarinaDatabase.Maja, new ListConflicts(new ListConflicts.Filter { Rule = "appointment.overlap" }, ListConflicts.Order.Severity, 1));
        var view = await database.SendAsync(KarinaDatabase.Maja, new OpenConflict(list.Rows[0].Id, Language.Da));
        Assert.Equal(ConflictChange.Opened, Assert.Single(view.History).What);
        // Dorte stands at Karina too, in an area of which Maja is not to know that it has her.
        Assert.Equal(["Maja Test Lind"], view.Colleagues.Select(one => one.Name));
        // The physiotherapy is the health area's and not shared with Maja.
        Assert.True(view.Conflict.HidesSomething);
        Assert.Null(view.Evidence);
        Assert.DoesNotContain("Fysioterapi", view.Conflict.Explanation, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AccessDeniedException>(() => database.SendAsync(KarinaDatabase.Stranger, new OpenConflict(list.Rows[0].Id, Language.Da)));
    }
}
