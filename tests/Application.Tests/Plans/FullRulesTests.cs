using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Plans;

/// <summary>Whoever looks at a citizen of whom a rule found as many as are kept must know that there may be more.</summary>
public sealed class FullRulesTests(Database database) : IClassFixture<Database>
{
    /// <summary>142 meetings at once are 10,011 pairs, 141 are 9,870.</summary>
    [Theory]
    [InlineData(142, "0101809901", true)]
    [InlineData(141, "0101809902", false)]
    public async Task A_rule_that_found_as_many_as_are_kept_is_named_on_the_plan_of_today_and_of_another_day(int meetings, string cpr, bool isFull)
    {
        var caller = Caller.WithSubject("viewer" + meetings, "test");
        await database.SendAsync(new RegisterStaff("viewer" + meetings, "Vera Test", [Roles.Caseworker], ["SIU"], new DateOnly(2020, 1, 1), []));
        await database.ImportAsync(Sending.Document("social", "2026-09-01T08:00:00Z", cpr: cpr)
            .With("plans", Sending.Plan("P1"))
            .With("appointments", [.. Enumerable.Range(0, meetings).Select(i =>
                $$"""{"id":"A{{i}}","plan":"P1","title":"Samtale","start":"2026-10-07T09:00:00Z","end":"2026-10-07T09:30:00Z","mode":"phone"}""")]));
        await database.RecheckAsync();
        var citizen = CitizenId.From(await database.ScalarAsync<Guid>("select citizen_id from appointments group by citizen_id having count(*) = $1", meetings));

        foreach (var asOf in (DateOnly?[])[null, Database.Today.AddDays(1)])
        {
            var view = await database.SendAsync(caller, new OpenSharedPlan(citizen, asOf, null, Language.Da));
            Assert.Equal(isFull ? [RuleText.Of("appointment.overlap").Title.Da] : [], view.FullRules);
        }
    }
}
