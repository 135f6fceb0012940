using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>A system tells as the sources and of the areas it is registered for: the system here is jobcenter's, for AKB.</summary>
public sealed class SenderBoundsTests : IAsyncLifetime
{
    private const string First = "2026-10-01T04:00:00+02:00";
    private const string Later = "2026-10-02T04:00:00+02:00";

    private static readonly Caller System = Caller.WithSubject("akb-system", "test");

    private readonly Database _database = new();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await RegisterAsync("jobcenter");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("jobcenter", "AKB", "")]
    [InlineData("social", "AKB", "/source source.ofOthers")]
    [InlineData("jobcenter", "SIU", "/area area.ofOthers")]
    [InlineData("social", "SIU", "/source source.ofOthers, /area area.ofOthers")]
    public async Task A_document_is_taken_of_its_own_sources_and_areas_alone(string source, string area, string errors)
    {
        var answer = await SendAsync(Telling(source, area));

        Assert.Equal(errors, Errors(answer));
        Assert.Equal(errors.Length == 0 ? 1L : 0L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from rejected_documents"));
    }

    [Fact]
    public async Task What_another_system_has_told_is_not_ended_by_a_snapshot_in_its_name()
    {
        await _database.ImportAsync(Telling("social", "SIU"));
        var empty = Telling("social", "SIU", Later);
        empty.Remove("plans");

        var answer = await SendAsync(empty, Telling("jobcenter", "AKB"));

        Assert.Equal((1L, 1L), (answer.Accepted, answer.Rejected));
        Assert.Equal(
            "jobcenter P1, social P1",
            await _database.ScalarAsync<string>("select string_agg(source || ' ' || id, ', ' order by source) from plans where ended_at is null"));
    }

    [Fact]
    public async Task What_is_anothers_and_wrong_too_is_told_as_anothers_and_is_nobodys_to_correct()
    {
        var wrong = Telling("social", "SIU");
        wrong["mode"] = "all";

        Assert.Equal("/source source.ofOthers, /area area.ofOthers", Errors(await SendAsync(wrong)));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from rejected_documents"));
    }

    [Fact]
    public async Task A_system_without_sources_sends_nothing()
    {
        await RegisterAsync();

        Assert.Equal("/source source.ofOthers", Errors(await SendAsync(Telling("jobcenter", "AKB"))));
    }

    [Fact]
    public async Task It_sends_its_own_refused_documents_again_and_nobody_elses()
    {
        var own = await RefusedAsync(Wrong("jobcenter", "AKB"));
        var others = await RefusedAsync(Wrong("social", "SIU"));
        // Nobody knows whose it is, and the program took it from a file.
        var nobodys = await RefusedAsync(Wrong("?", "?"));

        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(others, null));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(others, Telling("jobcenter", "AKB")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(nobodys, Telling("jobcenter", "AKB")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(own, Telling("social", "AKB")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(own, Telling("jobcenter", "SIU")));
        Assert.Equal("jobcenter AKB waiting", await StateOfAsync(own));
        Assert.Equal("social SIU waiting", await StateOfAsync(others));

        Assert.Equal(DocumentResult.Accepted, await ResendAsync(own, Telling("jobcenter", "AKB")));
        Assert.Equal("jobcenter AKB resent", await StateOfAsync(own));
    }

    [Fact]
    public async Task What_could_not_be_read_is_sent_again_by_whoever_sent_it()
    {
        var unreadable = Wrong("jobcenter", "AKB");
        unreadable["source"] = "?";
        var id = await KeptOfAsync(await SendAsync(unreadable));
        await _database.SendAsync(new RegisterClient("other-system", "Andet system (Test)", ["AKB"], ["joblog"]));

        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(id, Telling("joblog", "AKB"), Caller.WithSubject("other-system", "test")));
        Assert.Equal(DocumentResult.Accepted, await ResendAsync(id, Telling("jobcenter", "AKB")));
    }

    [Fact]
    public async Task What_it_is_registered_for_no_longer_it_sends_again_no_more()
    {
        var own = await KeptOfAsync(await SendAsync(Wrong("jobcenter", "AKB")));
        await RegisterAsync("joblog");

        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(own, null));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(own, Telling("jobcenter", "AKB")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ResendAsync(own, Telling("?", "AKB")));
    }

    [Fact]
    public async Task A_number_is_no_source_whosever_it_is()
    {
        Assert.Equal("/source id.cpr", Errors(await SendAsync(Telling("0202809902", "AKB"))));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal("none", await _database.ScalarAsync<string>("select coalesce(source, 'none') from rejected_documents"));
    }

    [Fact]
    public async Task A_system_mends_a_number_it_has_mistyped()
    {
        var mistyped = await KeptOfAsync(await SendAsync(Telling("jobcenter", "AKB").Citizen("""{"birthDate":"1980-01-02"}""")));

        Assert.Equal(DocumentResult.Accepted, await ResendAsync(mistyped, Telling("jobcenter", "AKB").Citizen("""{"cpr":"0201809902","birthDate":"1980-01-02"}""")));
    }

    [Fact]
    public async Task A_source_is_one_system_s_until_that_is_ended()
    {
        var other = new RegisterClient("other-system", "Andet system (Test)", ["SIU"], ["social", "jobcenter"]);

        Assert.Equal(RegisterClient.SourceOfAnother, (await _database.SendAsync(other)).Refusal);
        await _database.SendAsync(new EndClient("akb-system"));
        Assert.True((await _database.SendAsync(other)).Succeeded);
    }

    [Fact]
    public async Task Whoever_signs_in_by_a_system_s_name_becomes_no_system_and_ends_none()
    {
        Assert.False((await _database.SendAsync(new WelcomeStaff("akb-system", "Ukendt Test", [], []))).Value);
        Assert.False((await _database.SendAsync(new WelcomeStaff("akb-system", "Ukendt Test", [new JobFunction(Roles.Caseworker, "AKB")], []))).Value);

        Assert.Equal("", Errors(await SendAsync(Telling("jobcenter", "AKB"))));
    }

    [Fact]
    public async Task Whoever_is_no_system_sends_as_nothing_and_one_that_is_ended_no_more()
    {
        await _database.ACaseworkerAsync("maja", "AKB");
        Assert.Equal("23514", (await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => _database.ExecuteAsync("update users set sources = '{jobcenter}' where subject = 'maja'"))).SqlState);

        Assert.True((await _database.SendAsync(new EndClient("akb-system"))).Succeeded);
        Assert.Equal(0, await _database.ScalarAsync<int>("select cardinality(sources) from users where subject = 'akb-system'"));
    }

    private async Task RegisterAsync(params string[] sources) =>
        Assert.True((await _database.SendAsync(new RegisterClient("akb-system", "Jobcentrets system (Test)", ["AKB"], sources))).Succeeded);

    private static JsonObject Telling(string source, string area, string at = First)
    {
        var document = Document(source, at).With("plans", Plan("P1"));
        document["area"] = area;
        return document;
    }

    private static JsonObject Wrong(string source, string area) =>
        Telling(source, area).With("plans", Plan("P1").Replace("SEL141", "SEL999", StringComparison.Ordinal));

    private async Task<ImportAnswer> SendAsync(params JsonObject[] documents)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', documents.Select(document => document.ToJsonString()))));
        return (await _database.SendAsync(System, new ImportDocuments(stream, DocumentFormat.OnePerLine, ImportOrigin.Api))).Value;
    }

    private async Task<RejectedDocumentId> RefusedAsync(JsonObject document) => await KeptOfAsync(await _database.ImportAsync(document));

    private async Task<RejectedDocumentId> KeptOfAsync(ImportAnswer answer) =>
        RejectedDocumentId.From(await _database.ScalarAsync<Guid>("select id from rejected_documents where import_id = $1", answer.ImportId.Value));

    private async Task<DocumentResult> ResendAsync(RejectedDocumentId id, JsonObject? document, Caller? caller = null) =>
        (await _database.SendAsync(caller ?? System, new ResendRejectedDocument(id, document?.ToJsonString()))).Value.Result;

    private Task<string> StateOfAsync(RejectedDocumentId id) =>
        _database.ScalarAsync<string>("select concat_ws(' ', source, area, state) from rejected_documents where id = $1", id.Value);

    private static string Errors(ImportAnswer answer) =>
        string.Join(", ", answer.RejectedDocuments.SelectMany(one => one.Errors).Select(error => $"{error.Path} {error.Code}"));
}
