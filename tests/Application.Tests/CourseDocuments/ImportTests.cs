using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

public sealed class ImportTests : IAsyncLifetime
{
    private const string First = "2026-10-01T04:00:00+02:00";
    private const string Second = "2026-10-02T04:00:00+02:00";
    private const string Third = "2026-10-03T04:00:00+02:00";

    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_worked_citizens_come_in_and_are_due()
    {
        var answer = await _database.ImportAsync([.. WorkedCitizens]);

        Assert.Equal((9, 9, 0, 0), (answer.Documents, answer.Accepted, answer.Unchanged, answer.Rejected));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from due_citizens"));
        Assert.Equal(3L, await _database.ScalarAsync<long>("select count(*) from domain_events where name = 'CourseChanged'"));
        Assert.Equal(
            "finished 9 9 0 0 3",
            await _database.ScalarAsync<string>("select state || ' ' || documents || ' ' || accepted || ' ' || unchanged || ' ' || rejected || ' ' || citizens_changed from imports"));
    }

    [Fact]
    public async Task Sending_the_same_again_writes_no_row_of_any_course()
    {
        await _database.ImportAsync([.. WorkedCitizens]);
        await _database.ExecuteAsync("delete from due_citizens");
        var before = await _database.FootprintAsync();

        var answer = await _database.ImportAsync([.. WorkedCitizens]);

        Assert.Equal((0, 9), (answer.Accepted, answer.Unchanged));
        Assert.Equal(before, await _database.FootprintAsync());
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from due_citizens"));
    }

    [Fact]
    public async Task A_later_export_that_tells_the_same_changes_nothing_of_the_course()
    {
        var document = Document("social", First).With("plans", Plan("P1"));
        await _database.ImportAsync(document);
        await _database.ExecuteAsync("delete from due_citizens");
        document["exportedAt"] = Second;

        var answer = await _database.ImportAsync(document);

        Assert.Equal((0, 1), (answer.Accepted, answer.Unchanged));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from due_citizens"));
        // It counts all the same: what is older than it is ignored from now on.
        var late = await _database.ImportAsync(Document("social", "2026-10-01T23:00:00+02:00").With("plans", Plan("P1", "Gammel")));
        Assert.Equal((0, 1), (late.Accepted, late.Unchanged));
        Assert.Equal(1L, await _database.ScalarAsync<long>("select ignored_older from imports where ignored_older > 0"));
        Assert.Equal(["P1 Handleplan active"], await PlansAsync());
    }

    [Fact]
    public async Task Only_citizens_with_news_are_due()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1")), Document("social", First, cpr: "0202809902").With("plans", Plan("P1")));
        await _database.ExecuteAsync("delete from due_citizens");

        await _database.ImportAsync(
            Document("social", Second).With("plans", Plan("P1")),
            Document("social", Second, cpr: "0202809902").With("plans", Plan("P1", "Ny titel")));

        Assert.Equal(
            new DateOnly(1980, 2, 2),
            await _database.ScalarAsync<DateOnly>("select birth_date from citizens c join due_citizens d on d.citizen_id = c.id"));
    }

    [Fact]
    public async Task A_snapshot_ends_what_it_leaves_out_and_its_plans_count_as_completed()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1"), Plan("P2")).With("goals", Goal("G1", "P2")));

        await _database.ImportAsync(Document("social", Second).With("plans", Plan("P1")));

        Assert.Equal(["P1 Handleplan active", "P2 Handleplan completed 2026-10-02 ended"], await PlansAsync());
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from goals where ended_at is not null"));
    }

    [Fact]
    public async Task What_has_ended_may_be_told_again_and_was_first_seen_when_it_was()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1")));
        await _database.ImportAsync(Document("social", Second));
        _database.Clock.Advance(TimeSpan.FromDays(1));

        await _database.ImportAsync(Document("social", Third).With("plans", Plan("P1")));

        Assert.Equal(["P1 Handleplan active"], await PlansAsync());
        Assert.True(await _database.ScalarAsync<bool>("select first_seen_at < (select max(started_at) from imports) from plans"));
    }

    [Fact]
    public async Task A_patch_adds_and_changes_and_ends_nothing()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1"), Plan("P2")));

        await _database.ImportAsync(Document("social", Second, "patch").With("plans", Plan("P2", "Ny"), Plan("P3")));

        Assert.Equal(["P1 Handleplan active", "P2 Ny active", "P3 Handleplan active"], await PlansAsync());
    }

    [Fact]
    public async Task A_patch_that_told_the_same_again_is_not_overtaken_by_an_older_one()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1", "Som aftalt")));
        await _database.ImportAsync(Document("social", Third, "patch").With("plans", Plan("P1", "Som aftalt")));

        await _database.ImportAsync(Document("social", Second, "patch").With("plans", Plan("P1", "Overhalet"), Plan("P2")));

        Assert.Equal(["P1 Som aftalt active", "P2 Handleplan active"], await PlansAsync());
    }

    [Fact]
    public async Task An_item_told_again_has_the_parts_it_is_told_with()
    {
        const string two = ""","sharedWith":[{"area":"AKB","ground":"consent"},{"area":"AHL","ground":"consent"}]""";
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1", more: two)));

        await _database.ImportAsync(Document("social", Second).With("plans", Plan("P1", more: ""","sharedWith":[{"area":"LOT","ground":"consent"}]""")));

        Assert.Equal("LOT", await _database.ScalarAsync<string>("select string_agg(area, ',') from plan_shares"));
    }

    [Fact]
    public async Task Documents_of_one_source_about_one_citizen_take_effect_in_their_order_within_one_import()
    {
        var answer = await _database.ImportAsync(
            Document("social", First).With("plans", Plan("P1")),
            Document("social", Second, "patch").With("goals", Goal("G1", "P1")),
            Document("social", Third).With("plans", Plan("P2")));

        Assert.Equal(3, answer.Accepted);
        Assert.Equal(["P1 Handleplan completed 2026-10-03 ended", "P2 Handleplan active"], await PlansAsync());
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from goals where ended_at is not null"));
    }

    [Fact]
    public async Task A_reference_to_what_was_never_sent_is_refused_with_its_path_and_leaves_no_citizen_behind()
    {
        var answer = await _database.ImportAsync(Document("social", First, "patch").With("goals", Goal("G1", "P1")));

        var error = Assert.Single(Assert.Single(answer.RejectedDocuments).Errors);
        Assert.Equal(("/goals/0/plan", DocumentErrorCodes.ReferenceUnknown), (error.Path, error.Code));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from citizens"));
    }

    [Fact]
    public async Task A_reference_may_point_to_what_was_sent_before_also_when_it_has_ended()
    {
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1")));
        await _database.ImportAsync(Document("social", Second));

        var answer = await _database.ImportAsync(Document("social", Third, "patch").With("goals", Goal("G1", "P1")));

        Assert.Equal(1, answer.Accepted);
    }

    [Fact]
    public async Task A_reference_into_another_source_waits_and_resolves_when_that_one_tells()
    {
        await _database.ImportAsync(Document("social", First)
            .With("plans", Plan("P1")).With("interventions", Intervention("I1", "P1", ""","requires":[{"ref":"sundhed:I9"}]""")));
        Assert.Equal("-1", await RequirementTargetsAsync());

        await _database.ImportAsync(Document("sundhed", First).With("plans", Plan("P9")).With("interventions", Intervention("I9", "P9")));

        Assert.Equal("1", await RequirementTargetsAsync());
    }

    private static IEnumerable<System.Text.Json.Nodes.JsonObject> WorkedCitizens =>
    [
        Case("karina", "jobcenter"), Case("karina", "skole-familie"), Case("karina", "social"), Case("karina", "sundhed"),
        Case("jonas", "jobcenter"), Case("jonas", "region"), Case("jonas", "social"), Case("poul", "social"), Case("poul", "sundhed"),
    ];

    private async Task<string> RequirementTargetsAsync()
    {
        var course = await _database.CourseAsync(await _database.ScalarAsync<Guid>("select id from citizens"));
        return string.Join(',', course.Requirements.Span.ToArray().Select(requirement => requirement.Target));
    }

    private Task<string[]> PlansAsync() => _database.ScalarAsync<string[]>(
        """
        select array_agg(concat_ws(' ', id, title, status, period_to::text, case when ended_at is not null then 'ended' end) order by id) from plans
        """);
}
