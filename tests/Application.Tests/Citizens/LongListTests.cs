using System.Globalization;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Citizens;

public sealed class LongListTests : Database
{
    [Fact]
    public async Task Citizens_of_an_area_and_those_one_coordinates_are_counted_to_the_bound_or_to_the_end_of_the_page()
    {
        await this.ACaseworkerAsync("maja", "SIU");
        await this.ImportAsync([.. Enumerable.Range(0, 1065).Select(number => Telling(number, number < 1060 ? "SIU" : "AKB"))]);
        await ExecuteAsync(
            """
            insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, citizen_chose, mandate, proposed_at, revision)
            select gen_random_uuid(), p.citizen_id, u.id, u.id, u.name, 'main', 'active', '2026-01-01', false, '{}', now(), 1
            from plans p, users u where p.area = 'AKB' and u.subject = 'maja'
            """);

        Assert.Equal((new ListTotal(1000, true), 50), await PageAsync(1));
        Assert.Equal((new ListTotal(1000, true), 50), await PageAsync(20));
        Assert.Equal((new ListTotal(1050, true), 50), await PageAsync(21));
        Assert.Equal((new ListTotal(1065, false), 15), await PageAsync(22));
    }

    private async Task<(ListTotal Total, int Rows)> PageAsync(int page)
    {
        var view = await SendAsync(Caller.WithSubject("maja", "test"), new ListMyCitizens(CitizenScope.Areas, null, false, ListMyCitizens.Order.Name, page));
        return (view.Total, view.Rows.Count);
    }

    private static JsonObject Telling(int number, string area)
    {
        var born = new DateOnly(1950, 1, 1).AddDays(number);
        var document = Sending.Document(
                area == "SIU" ? "social" : "jobcenter", "2026-10-01T04:00:00+02:00", cpr: born.ToString("ddMMyy", CultureInfo.InvariantCulture) + "9902")
            .With("plans", Sending.Plan("P1"));
        document["area"] = area;
        return document;
    }
}
