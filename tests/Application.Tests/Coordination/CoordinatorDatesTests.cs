using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Coordination;

public sealed class CoordinatorDatesTests : Database
{
    [Fact]
    public async Task An_imported_coordinator_begins_and_ends_when_the_day_comes_though_no_document_does()
    {
        var document = Sending.Document("social", "2026-10-01T08:00:00+02:00");
        document["contacts"] = JsonNode.Parse(
            """
            [{ "id": "W1", "name": "Rikke Test Vang", "role": "Rådgiver", "area": "SIU",
               "coordinator": { "kind": "main", "from": "2026-10-07", "to": "2026-10-09", "mandate": [] } }]
            """);
        await this.ImportAsync(document);

        await SettleAsync(new DateOnly(2026, 10, 6));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));

        await SettleAsync(new DateOnly(2026, 10, 7));
        await SettleAsync(new DateOnly(2026, 10, 9));
        Assert.Equal("active 2026-10-07 2026-10-09", await StateAsync());

        await SettleAsync(new DateOnly(2026, 10, 10));
        await SettleAsync(new DateOnly(2026, 10, 10));
        Assert.Equal("ended 2026-10-07 2026-10-09", await StateAsync());
        Assert.Equal("CoordinatorEnded,CoordinatorTookOn", await ScalarAsync<string>(
            "select string_agg(name, ',' order by name) from domain_events where name like 'Coordinator%' and citizen_id is not null"));
    }

    [Fact]
    public async Task A_deputy_agreed_until_a_day_is_one_through_that_day()
    {
        var citizen = await this.ACitizenAsync();
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(CoordinatorAssignment.TakeOn(
                citizen, new StaffPerson(PersonId.New(), null, "Grethe Test"), new CoordinatorTerms(CoordinatorKind.Deputy, Today, [], false), Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        await ExecuteAsync("update coordinator_assignments set period_to = $1", Today.AddDays(2));

        await SettleAsync(Today.AddDays(2));
        Assert.StartsWith("active", await StateAsync(), StringComparison.Ordinal);
        await SettleAsync(Today.AddDays(3));
        Assert.StartsWith("ended", await StateAsync(), StringComparison.Ordinal);
    }

    private Task SettleAsync(DateOnly today) =>
        Services.GetRequiredService<ICoordinatorDates>().SettleAsync(today, TestContext.Current.CancellationToken);

    private Task<string> StateAsync() => ScalarAsync<string>(
        "select state || ' ' || period_from || ' ' || coalesce(period_to::text, '') from coordinator_assignments");
}
