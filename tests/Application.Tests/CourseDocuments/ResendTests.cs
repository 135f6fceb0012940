using System.Text.Json.Nodes;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>A caseworker mends what the own area's system said of this citizen; nothing else goes in that way.</summary>
public sealed class ResendTests : IAsyncLifetime
{
    private const string First = "2026-10-01T04:00:00+02:00";

    private readonly Database _database = new();
    private Caller _caseworker = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await _database.ACaseworkerAsync("maja", "SIU");
        _caseworker = Caller.WithSubject("maja", "test");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_corrected_document_of_the_same_system_about_the_same_citizen_is_taken()
    {
        var waiting = await RefusedAsync(Wrong());

        var answer = await CorrectAsync(waiting, Right());

        Assert.Equal(DocumentResult.Accepted, answer.Value.Result);
        Assert.Equal(1L, await _database.ScalarAsync<long>("select count(*) from plans where source = 'social'"));
    }

    [Fact]
    public async Task A_correction_cannot_speak_for_another_system()
    {
        await _database.ImportAsync(Document("jobcenter", First).With("plans", Plan("P9")));
        var waiting = await RefusedAsync(Wrong());
        var other = Right();
        other["source"] = "jobcenter";
        other["exportedAt"] = "2026-10-02T04:00:00+02:00";

        Assert.Equal(RejectedDocumentRefusals.OtherSource, (await CorrectAsync(waiting, other)).Refusal);
        Assert.Equal("P9", await _database.ScalarAsync<string>("select string_agg(id, ' ') from plans where ended_at is null"));
        Assert.Equal("waiting social", await _database.ScalarAsync<string>("select state || ' ' || source from rejected_documents"));
    }

    [Fact]
    public async Task Where_nobody_knows_which_system_it_was_a_correction_speaks_for_one_of_the_own_area()
    {
        await _database.ImportAsync(Document("social", First, cpr: "0202809902"));
        await _database.ImportAsync(Without(Document("jobcenter", First, cpr: "0202809902"), "area", "AKB"));
        var waiting = await RefusedAsync(Without(Wrong(), "source", null));
        var other = Right();
        other["source"] = "jobcenter";

        Assert.Equal(RejectedDocumentRefusals.OtherSource, (await CorrectAsync(waiting, other)).Refusal);
        Assert.Equal(DocumentResult.Accepted, (await CorrectAsync(waiting, Right())).Value.Result);
    }

    [Fact]
    public async Task A_correction_cannot_be_about_another_citizen_or_about_nobody_knows_whom()
    {
        var waiting = await RefusedAsync(Wrong());
        var other = Document("social", First, cpr: "0202809902").With("plans", Plan("P1"));

        Assert.Equal(RejectedDocumentRefusals.OtherCitizen, (await CorrectAsync(waiting, other)).Refusal);
        Assert.Equal(RejectedDocumentRefusals.UnreadableCitizen, (await CorrectAsync(waiting, "{")).Refusal);
        Assert.Equal(RejectedDocumentRefusals.UnreadableCitizen, (await CorrectAsync(waiting, other.Citizen("""{"cpr":"x"}"""))).Refusal);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(DocumentResult.Accepted, (await CorrectAsync(waiting, Right().Citizen("""{"cpr":"010180-9901"}"""))).Value.Result);
    }

    [Fact]
    public async Task A_correction_cannot_be_of_another_area_and_what_is_of_no_known_area_is_left_to_its_sender()
    {
        var waiting = await RefusedAsync(Wrong());
        await Assert.ThrowsAsync<AccessDeniedException>(() => CorrectAsync(waiting, Without(Right(), "area", "AKB")));
        var nobodys = await RefusedAsync(Without(Wrong(), "area", "?"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => CorrectAsync(nobodys, Right()));
    }

    [Fact]
    public async Task A_correction_that_is_still_wrong_waits_in_place_of_the_first_text()
    {
        var waiting = await RefusedAsync(Wrong());

        var answer = await CorrectAsync(waiting, Without(Right(), "mode", "all"));

        Assert.Equal((DocumentResult.Rejected, "/mode"), (answer.Value.Result, Assert.Single(answer.Value.Errors).Path));
        Assert.Contains("/mode", await _database.ScalarAsync<string>("select errors::text from rejected_documents where state = 'waiting'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_into_what_waits_already_is_refused_and_says_so()
    {
        var stillWrong = Without(Right(), "mode", "all");
        var waiting = await RefusedAsync(Wrong());
        await RefusedAsync(stillWrong);

        Assert.Equal(RejectedDocumentRefusals.SameWaits, (await CorrectAsync(waiting, stillWrong)).Refusal);
        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from rejected_documents where state = 'waiting'"));
    }

    private static JsonObject Right() => Document("social", First).With("plans", Plan("P1"));

    private static JsonObject Wrong() => Document("social", First).With("plans", Plan("P1").Replace("SEL141", "SEL999", StringComparison.Ordinal));

    private static JsonObject Without(JsonObject document, string field, string? instead)
    {
        document[field] = instead;
        return document;
    }

    private async Task<RejectedDocumentId> RefusedAsync(JsonObject document)
    {
        var answer = await _database.ImportAsync(document);
        Assert.Equal(1, answer.Rejected);
        return RejectedDocumentId.From(await _database.ScalarAsync<Guid>("select id from rejected_documents where import_id = $1", answer.ImportId.Value));
    }

    private Task<Result<ResendRejectedDocument.Answer>> CorrectAsync(RejectedDocumentId id, JsonObject document) => CorrectAsync(id, document.ToJsonString());

    private Task<Result<ResendRejectedDocument.Answer>> CorrectAsync(RejectedDocumentId id, string text) =>
        _database.SendAsync(_caseworker, new ResendRejectedDocument(id, text));
}
