using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Api;

public sealed class CourseDocumentEndpointTests(DocumentsHost host) : IClassFixture<DocumentsHost>
{
    private const string Json = "application/json";
    private const string Many = "application/x-ndjson";
    private static int _born;

    [Fact]
    public async Task One_document_is_taken_and_the_same_again_is_unchanged()
    {
        var document = Good().ToJsonString();

        var answer = await host.SendAsync(document);
        answer.IsOk();
        Assert.Equal(((1, 0, 0), 1L), (answer.Counts, (long)answer.Json["documents"]!));
        Assert.Empty(answer.Rejected);
        Assert.Equal("finished", await host.Database.ScalarAsync<string>("select state from imports where id = $1", answer.ImportId));

        Assert.Equal((0, 1, 0), (await host.SendAsync(document)).Counts);
    }

    [Fact]
    public async Task An_older_snapshot_changes_nothing_and_a_patch_only_what_it_tells()
    {
        var cpr = Cpr();
        var lines = DocumentsHost.Line(DocumentsHost.Document(cpr, exportedAt: "2026-10-03T04:00:00+02:00", plans: DocumentsHost.Plan("P1") + "," + DocumentsHost.Plan("P2")))
            + DocumentsHost.Line(DocumentsHost.Document(cpr, exportedAt: "2026-10-02T04:00:00+02:00"))
            + DocumentsHost.Line(DocumentsHost.Document(cpr, exportedAt: "2026-10-04T04:00:00+02:00", mode: "patch", plans: DocumentsHost.Plan("P2", title: "Ny")));

        var answer = await host.SendAsync(lines, Many);

        Assert.Equal((2, 1, 0), answer.Counts);
        Assert.Equal(1, (int)(await host.GetAsync($"/api/v1/imports/{answer.ImportId}")).Json["ignoredOlder"]!);
        Assert.Equal("P1 Handleplan, P2 Ny", await host.Database.ScalarAsync<string>(
            """
            select string_agg(p.id || ' ' || p.title, ', ' order by p.id) from plans p
            join citizens c on c.id = p.citizen_id where p.ended_at is null and c.birth_date = $1
            """, BirthOf(cpr)));
    }

    [Theory]
    [InlineData("{", " json.malformed")]
    [InlineData("""{"plans":[{"id":"P1"},{"id":NaN}]}""", "/plans/1/id json.malformed")]
    [InlineData("{}{}", " json.malformed")]
    [InlineData("", " json.malformed")]
    [InlineData(" \r\n\t ", " json.malformed")]
    public async Task What_is_no_JSON_is_400_with_the_place_and_is_not_kept(string body, string error)
    {
        const string kept = "select count(*) from rejected_documents";
        var before = await host.Database.ScalarAsync<long>(kept);

        (await host.SendAsync(body)).IsProblem(400, error);

        Assert.Equal(before, await host.Database.ScalarAsync<long>(kept));
    }

    [Fact]
    public async Task An_invalid_document_is_422_with_path_and_code_of_every_error_and_is_kept()
    {
        var document = Good();
        document["mode"] = "all";
        document["plans"]!.AsArray().Add(JsonNode.Parse("""{"id":"P2","type":"SEL999","title":"Handleplan","status":"active","from":"2026-02-30","colour":1}"""));

        (await host.SendAsync(document.ToJsonString())).IsProblem(
            422, "/mode schema.enum", "/plans/1/type code.unknown", "/plans/1/from schema.date", "/plans/1/colour schema.unknownField");

        Assert.Equal("social SIU 4", await host.Database.ScalarAsync<string>(
            "select concat_ws(' ', source, area, jsonb_array_length(errors)) from rejected_documents where body_length = $1",
            (long)Encoding.UTF8.GetByteCount(document.ToJsonString())));
    }

    [Fact]
    public async Task One_byte_too_many_is_413_alone_and_a_refused_line_among_others()
    {
        var good = Good().ToJsonString();
        var tooLong = Good().ToJsonString();
        tooLong += new string(' ', DocumentLimits.MaxBytes + 1 - tooLong.Length);

        (await host.SendAsync(tooLong)).IsProblem(413, " json.tooLarge");
        (await host.SendAsync(tooLong + new string(' ', 100_000))).IsProblem(413, " body.tooLarge");
        var answer = await host.SendAsync(tooLong + "\n" + good, Many);

        answer.IsOk();
        Assert.Equal((1, 0, 1), answer.Counts);
        Assert.Equal(["1:  json.tooLarge"], answer.Rejected);
    }

    [Fact]
    public async Task Bad_lines_are_told_with_their_numbers_and_the_good_ones_taken()
    {
        var bad = Good();
        bad["source"] = "?";

        var answer = await host.SendAsync("{\n" + DocumentsHost.Line(Good()) + "\n" + DocumentsHost.Line(bad) + DocumentsHost.Line(Good()), Many);

        answer.IsOk();
        Assert.Equal((2, 0, 2), answer.Counts);
        Assert.Equal(["1:  json.malformed", "4: /source schema.pattern"], answer.Rejected);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    public async Task Gzip_of_many_is_unpacked_however_it_is_called(string encoding)
    {
        var lines = string.Concat(Enumerable.Range(0, 5).Select(_ => DocumentsHost.Line(Good())));

        var answer = await host.SendAsync(DocumentsHost.Gzip(Encoding.UTF8.GetBytes(lines)), Many, encoding);

        answer.IsOk();
        Assert.Equal((5, 0, 0), answer.Counts);
    }

    [Fact]
    public async Task What_is_no_gzip_or_is_cut_short_is_400_and_tells_what_was_taken_before()
    {
        var none = await host.SendAsync(Encoding.UTF8.GetBytes(Good().ToJsonString()), Json, "gzip");
        none.IsProblem(400, " gzip.malformed");
        Assert.Equal((0, 0, 0), none.Counts);

        var packed = DocumentsHost.Gzip(Encoding.UTF8.GetBytes(DocumentsHost.Line(Good()) + DocumentsHost.Line(Good())));
        var cut = await host.SendAsync(packed[..^1], Many, "gzip");

        cut.IsProblem(400, " gzip.malformed");
        Assert.Equal((2, 0, 0), cut.Counts);
        Assert.Equal("failed 2", await host.Database.ScalarAsync<string>("select concat_ws(' ', state, accepted) from imports where id = $1", cut.ImportId));
    }

    [Fact]
    public async Task A_stream_that_is_too_long_packed_or_not_is_413_and_tells_what_was_taken_before()
    {
        var body = Encoding.UTF8.GetBytes(DocumentsHost.Line(Good()) + DocumentsHost.Line(Good()) + new string(' ', 2 * DocumentsHost.MaxBytes));

        var plain = await host.SendAsync(body, Many);
        plain.IsProblem(413, " body.tooLarge");
        Assert.Equal((2, 0, 0), plain.Counts);
        Assert.Equal("The whole documents before that were taken.", (string)plain.Json["detail"]!);

        var bomb = await host.SendAsync(DocumentsHost.Gzip(body), Many, "gzip");
        bomb.IsProblem(413, " body.tooLarge");
        Assert.Equal((0, 2, 0), bomb.Counts);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/xml", null)]
    [InlineData("application/json", "br")]
    [InlineData("application/x-ndjson", "gzip, gzip")]
    public async Task Another_type_or_encoding_is_415(string contentType, string? encoding)
    {
        var answer = await host.SendAsync(Encoding.UTF8.GetBytes(Good().ToJsonString()), contentType, encoding);

        answer.IsProblem(415, "Content-Type contentType.unknown");
    }

    [Theory]
    [InlineData("\"Handleplan\"", "\"Handle\\u0000plan\"", "/plans/0/title text.characters")]
    [InlineData("\"Handleplan\"", "\"\\ud800\"", "/plans/0/title text.characters")]
    [InlineData("\"id\":\"P1\"", "\"id\":\"P1\",\"id\":\"P1\"", "/plans/0/id json.duplicateKey")]
    [InlineData("\"id\":\"P1\"", "\"id\":\"P1\",\"endsAtAge\":{digits}", "/plans/0/endsAtAge number.range")]
    [InlineData("\"id\":\"P1\"", "\"id\":\"P1\",\"x\":{levels}", "/plans/0/x json.tooDeep")]
    public async Task Hostile_values_are_refused_with_their_path(string part, string instead, string error)
    {
        var body = Good().ToJsonString().Replace(
            part,
            instead.Replace("{digits}", new string('9', 400), StringComparison.Ordinal)
                .Replace("{levels}", new string('[', 14) + new string(']', 14), StringComparison.Ordinal),
            StringComparison.Ordinal);

        var answer = await host.SendAsync(body);

        Assert.Contains(error, answer.Errors);
        Assert.True(answer.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, answer.Text);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_into_another_source_waits_and_its_conflict_appears_when_that_one_tells()
    {
        var cpr = Cpr();
        var waiting = DocumentsHost.Document(cpr, plans: DocumentsHost.Plan("P1"));
        waiting["interventions"] = JsonNode.Parse(
            """[{"id":"I1","plan":"P1","title":"Praktik","purposeGroup":"everydayStructure","from":"2026-10-12","status":"planned","requires":[{"ref":"sundhed:I9"}]}]""");
        (await host.SendAsync(waiting.ToJsonString())).IsOk();
        Assert.DoesNotContain("sequence.violation", await ConflictsAsync());

        var other = DocumentsHost.Document(cpr, source: "sundhed", plans: DocumentsHost.Plan("P9"));
        other["interventions"] = JsonNode.Parse(
            """[{"id":"I9","plan":"P9","title":"Behandling","purposeGroup":"everydayStructure","from":"2026-09-01","to":"2026-12-01","status":"active"}]""");
        (await host.SendAsync(other.ToJsonString())).IsOk();
        Assert.Contains("sequence.violation", await ConflictsAsync());

        async Task<string[]> ConflictsAsync()
        {
            await host.Database.RecheckAsync();
            var citizen = await host.Database.ScalarAsync<Guid>("select id from citizens where birth_date = $1", BirthOf(cpr));
            var answer = await host.GetAsync($"/api/v1/citizens/{citizen}/conflicts");
            answer.IsOk();
            return [.. answer.Json.AsArray().Select(one => (string)one!["rule"]!)];
        }
    }

    [Fact]
    public async Task A_caller_who_hangs_up_leaves_whole_documents_only()
    {
        var cprs = Enumerable.Range(0, DocumentLines.MaxDocuments + 20).Select(_ => Cpr()).ToList();
        using var hangUp = new CancellationTokenSource();
        await using var body = new HangingUp(
            Encoding.UTF8.GetBytes(string.Concat(cprs.Select(cpr => DocumentsHost.Line(DocumentsHost.Document(cpr, source: "haengop", plans: DocumentsHost.Plan("P1")))))));
        using var content = new StreamContent(body) { Headers = { { "Content-Type", Many } } };
        var client = await host.ClientAsync();

        var sending = client.PostAsync("/api/v1/course-documents", content, hangUp.Token);
        await UntilAsync(async () => await host.Database.ScalarAsync<long>("select count(*) from plans where source = 'haengop'") > 0);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        var import = $"from imports where accepted = {DocumentLines.MaxDocuments} and rejected = 0";
        await UntilAsync(async () => await host.Database.ScalarAsync<long>($"select count(*) {import} and state <> 'running'") == 1);
        Assert.Equal("stopped", await host.Database.ScalarAsync<string>($"select state {import}"));
        Assert.Equal(DocumentLines.MaxDocuments, await host.Database.ScalarAsync<long>("select count(*) from plans where source = 'haengop'"));
    }

    [Fact]
    public async Task A_session_of_a_caseworker_sends_no_documents()
    {
        using var browser = await host.SignInAsync("demo-maja");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/course-documents") { Content = new StringContent(Good().ToJsonString(), Encoding.UTF8, Json) };

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static JsonObject Good() => DocumentsHost.Document(Cpr(), plans: DocumentsHost.Plan("P1"));

    /// <summary>Another citizen for every document, each born on a day of their own.</summary>
    private static string Cpr() => new DateOnly(1950, 1, 1).AddDays(Interlocked.Increment(ref _born)).ToString("ddMMyy") + "9901";

    private static DateOnly BirthOf(string cpr) => new(1900 + int.Parse(cpr[4..6]), int.Parse(cpr[2..4]), int.Parse(cpr[..2]));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 1200, "It has taken a minute.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Gives what it has, and then no more, nor its end.</summary>
    private sealed class HangingUp(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            return read;
        }
    }
}
