using System.IO.Compression;
using System.Text;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>One document of a batch never decides what becomes of the others, nor does what comes after them.</summary>
public sealed class DifficultBatchTests : IAsyncLifetime
{
    private const string First = "2026-10-01T04:00:00+02:00";

    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_the_database_alone_refuses_is_kept_as_a_fault_of_ours_and_all_others_are_taken()
    {
        await _database.ExecuteAsync("alter table plans add constraint no_poison check (title <> 'Gift')");
        var lines = Enumerable.Range(0, 40).Select(i => Document("social", First, cpr: $"0101{i:00}9901").With("plans", Plan("P1", i is 7 or 23 ? "Gift" : "Handleplan")));

        var answer = await _database.ImportAsync([.. lines]);

        Assert.Equal((40, 38, 2), (answer.Documents, answer.Accepted, answer.Rejected));
        Assert.Equal([8L, 24L], answer.RejectedDocuments.Select(one => one.Line));
        Assert.All(answer.RejectedDocuments, one => Assert.Equal(("", "document.notStored"), (one.Errors.Single().Path, one.Errors.Single().Code)));
        Assert.Equal("finished 40 38 2", await _database.ScalarAsync<string>("select concat_ws(' ', state, documents, accepted, rejected) from imports"));
        Assert.Equal(38L, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from rejected_documents where source = 'social' and area = 'SIU'"));
    }

    [Fact]
    public async Task What_the_database_refused_is_taken_when_it_is_mended_and_sent_again()
    {
        await _database.ExecuteAsync("alter table plans add constraint no_poison check (title <> 'Gift')");
        await _database.ImportAsync(Document("social", First).With("plans", Plan("P1", "Gift")));
        await _database.ExecuteAsync("alter table plans drop constraint no_poison");
        var waiting = RejectedDocumentId.From(await _database.ScalarAsync<Guid>("select id from rejected_documents"));

        var answer = await _database.SendAsync(new ResendRejectedDocument(waiting, null));

        Assert.Equal(DocumentResult.Accepted, answer.Value.Result);
        Assert.Equal("resent", await _database.ScalarAsync<string>("select state from rejected_documents"));
    }

    [Fact]
    public async Task A_window_on_no_day_is_refused_with_its_path_and_its_neighbour_taken()
    {
        var answer = await _database.ImportAsync(
            Document("social", First).With("restrictions", """{"id":"R1","kind":"blockedWindow","from":"2026-01-01","window":{"days":[],"start":"08:00","end":"12:00"}}"""),
            Document("social", First, cpr: "0202809902").With("plans", Plan("P1")));

        Assert.Equal(1, answer.Accepted);
        var error = Assert.Single(Assert.Single(answer.RejectedDocuments).Errors);
        Assert.Equal(("/restrictions/0/window/days", DocumentErrorCodes.TooFew), (error.Path, error.Code));
    }

    [Fact]
    public async Task A_refused_document_does_not_decide_when_its_neighbour_in_the_stream_was_born()
    {
        var refused = Document("social", First, "patch").Citizen("""{"cpr":"6101809901","birthDate":"1980-01-01"}""").With("goals", Goal("G1", "P1"));
        var good = Document("sundhed", First).Citizen("""{"cpr":"6101809901","birthDate":"1980-01-02"}""").With("plans", Plan("P1"));

        var answer = await _database.ImportAsync(refused, good);

        Assert.Equal((1, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal((1L, "/goals/0/plan"), (answer.RejectedDocuments[0].Line, answer.RejectedDocuments[0].Errors[0].Path));
        Assert.Equal(new DateOnly(1980, 1, 2), await _database.ScalarAsync<DateOnly>("select birth_date from citizens"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(2000)]
    public async Task A_stream_of_gzip_that_is_cut_short_is_told_and_the_whole_documents_before_are_taken(int cut)
    {
        var lines = Enumerable.Range(0, 600).Select(i => Document("social", First, cpr: $"0101{i % 100:00}990{i / 100}").With("plans", Plan("P1", $"Handleplan {Guid.NewGuid()}")).ToJsonString());
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }
        using var stream = new GZipStream(new MemoryStream(packed.ToArray(), 0, (int)packed.Length - cut), CompressionMode.Decompress);
        var command = new ImportDocuments(stream, DocumentFormat.OnePerLine, ImportOrigin.Api);
        if (cut == 0)
        {
            Assert.Equal(600, (await _database.SendAsync(command)).Value.Accepted);
            return;
        }

        var brokenOff = await Assert.ThrowsAsync<ImportBrokenOffException>(() => _database.SendAsync(command));

        Assert.IsType<InvalidDataException>(brokenOff.InnerException);
        Assert.InRange(brokenOff.Answer.Accepted, cut > 1000 ? 500 : 600, cut > 1000 ? 599 : 600);
        Assert.Equal(0, brokenOff.Answer.Rejected);
        Assert.Equal(brokenOff.Answer.Accepted, await _database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal("failed", await _database.ScalarAsync<string>("select state from imports"));
    }

    [Fact]
    public async Task Of_a_stream_that_is_too_long_every_document_that_lies_before_the_limit_is_taken()
    {
        var lines = Enumerable.Range(0, 20).Select(i => Document("social", First, cpr: $"0101{i:00}9901").ToJsonString() + "\n").ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines));
        var limit = lines.Take(12).Sum(line => line.Length) + 5;

        var brokenOff = await Assert.ThrowsAsync<ImportBrokenOffException>(() => _database.SendAsync(
            new ImportDocuments(new MemoryStream(bytes), DocumentFormat.OnePerLine, ImportOrigin.Api) { MaxBytes = limit }));

        Assert.Equal((12, 12, 0), (brokenOff.Answer.Documents, brokenOff.Answer.Accepted, brokenOff.Answer.Rejected));
        Assert.Equal(12L, await _database.ScalarAsync<long>("select documents from imports"));
    }

    [Fact]
    public async Task A_byte_order_mark_that_comes_alone_is_not_the_end()
    {
        await using var stream = new InPieces([0xEF, 0xBB, 0xBF], Encoding.UTF8.GetBytes(Document("social", First).ToJsonString()));

        var answer = await _database.SendAsync(new ImportDocuments(stream, DocumentFormat.One, ImportOrigin.Api));

        Assert.Equal(1, answer.Value.Accepted);
    }

    [Fact]
    public async Task Thousands_of_numbers_of_network_persons_are_each_kept_with_their_person()
    {
        var people = Enumerable.Range(0, 5000).Select(i => $$"""{"id":"N{{i}}","name":"Mor Test","relation":"mor"{{(i % 2 == 0 ? ",\"cpr\":\"0101559901\"" : "")}}}""");

        var answer = await _database.ImportAsync(Document("social", First).With("network", [.. people]));

        Assert.Equal(1, answer.Accepted);
        Assert.Equal(2500L, await _database.ScalarAsync<long>("select count(*) from network_members where cpr_index is not null and substr(id, 2)::int % 2 = 0"));
    }

    private sealed class InPieces(params byte[][] pieces) : MemoryStream
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_next == pieces.Length)
            {
                return new(0);
            }
            var piece = pieces[_next++];
            piece.CopyTo(buffer);
            return new(piece.Length);
        }
    }
}
