using System.IO.Compression;
using System.Text;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;
using static Sammenhaeng.Application.Tests.CourseDocuments.Sending;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>Whatever is sent, the import goes on, keeps the good documents and does not grow.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HostileImportTests : IAsyncLifetime
{
    private const string First = "2026-10-01T04:00:00+02:00";

    private readonly Database _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Bad_lines_are_told_with_their_numbers_and_never_stop_the_good_ones()
    {
        string[] bad =
        [
            "{", "[]", "null", "\"tekst\"", "{}", new string('[', 5000), "{\"documentVersion\":" + new string('9', 400) + "}",
            Good("0101809902").Replace("SEL141", "SEL999", StringComparison.Ordinal),
            Good("0101809902").Replace("Handleplan", "Handle\\u0000plan", StringComparison.Ordinal),
            Good("0101809902").Replace("Handleplan", "\\ud800", StringComparison.Ordinal),
            Good("0101809902").Replace("2026-02-02", "2026-02-30", StringComparison.Ordinal),
            Good("0101809902").Replace("0101809902", "3213809902", StringComparison.Ordinal),
            Good("0101809902").Replace("\"mode\"", "\"Mode\"", StringComparison.Ordinal),
        ];
        var lines = bad.SelectMany(line => (string[])[line, ""]).Prepend(Good("0101809901")).Append(Good("0101809903")).ToArray();

        var answer = await _database.ImportLinesAsync(lines);

        Assert.Equal((bad.Length + 2, 2, bad.Length), (answer.Documents, answer.Accepted, answer.Rejected));
        Assert.Equal(Enumerable.Range(0, bad.Length).Select(i => 2L * i + 2), answer.RejectedDocuments.Select(outcome => outcome.Line));
        Assert.All(answer.RejectedDocuments, outcome => Assert.NotEmpty(outcome.Errors));
        Assert.Equal((long)bad.Length, await _database.ScalarAsync<long>("select count(*) from rejected_documents"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_as_malformed()
    {
        byte[] bytes = [.. "{\"a\":\""u8, 0xff, 0xfe, 0xc0, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Good("0101809901"))];

        var answer = await _database.ImportBytesAsync(bytes, DocumentFormat.OnePerLine);

        Assert.Equal((1, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal(ReadingOutcome.Malformed, answer.RejectedDocuments[0].Reading);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n\n \t\n")]
    public async Task Line_ends_empty_lines_a_byte_order_mark_and_a_missing_last_line_end_do_not_matter(string between)
    {
        var text = "\uFEFF" + Good("0101809901") + between + Good("0101809902");

        var answer = await _database.ImportBytesAsync(Encoding.UTF8.GetBytes(text), DocumentFormat.OnePerLine);

        Assert.Equal(2, answer.Accepted);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_one_taken()
    {
        var tooLong = Good("0101809901").Replace("Handleplan", new string('x', DocumentLimits.MaxBytes), StringComparison.Ordinal);

        var answer = await _database.ImportLinesAsync(tooLong, Good("0101809902"));

        Assert.Equal((1, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal(ReadingOutcome.TooLarge, answer.RejectedDocuments[0].Reading);
        Assert.Equal(
            (false, (long)tooLong.Length),
            (await _database.ScalarAsync<bool>("select is_complete from rejected_documents"), await _database.ScalarAsync<long>("select body_length from rejected_documents")));
    }

    [Fact]
    public async Task A_document_that_just_fits_is_taken_and_its_many_parts_with_it()
    {
        var shares = string.Join(',', Enumerable.Repeat("""{"area":"AKB","ground":"consent"}""", 9_900));
        var plan = Plan("P1", more: $",\"sharedWith\":[{shares}]");

        var answer = await _database.ImportAsync(Document("social", First).With("plans", plan));

        Assert.Equal(1, answer.Accepted);
        Assert.Equal(9_900L, await _database.ScalarAsync<long>("select count(*) from plan_shares"));
    }

    [Fact]
    public async Task A_bomb_of_gzip_ends_at_the_limit_and_takes_no_memory()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var megabyte = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(megabyte);
            }
        }
        packed.Position = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var brokenOff = await Assert.ThrowsAsync<ImportBrokenOffException>(() => _database.SendAsync(
            new ImportDocuments(new GZipStream(packed, CompressionMode.Decompress), DocumentFormat.OnePerLine, ImportOrigin.Api)
            {
                MaxBytes = 150 * 1024 * 1024,
            }));

        Assert.IsType<ImportTooLargeException>(brokenOff.InnerException);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20 * 1024 * 1024);
        Assert.Equal("failed", await _database.ScalarAsync<string>("select state from imports"));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_documents()
    {
        var peak = Peak.FromHere();
        await using var endless = new RepeatedLines(Encoding.UTF8.GetBytes(Good("0101809901") + "\n"), 20_000);

        var answer = (await _database.SendAsync(
            new ImportDocuments(endless, DocumentFormat.OnePerLine, ImportOrigin.Console) { Progress = peak })).Value;

        Assert.Equal((20_000, 1, 19_999), (answer.Documents, answer.Accepted, answer.Unchanged));
        Assert.InRange(peak.Grown, 1, 8 * 1024 * 1024);
    }

    [Fact]
    public async Task Lines_of_nothing_but_errors_are_refused_and_take_no_memory()
    {
        var peak = Peak.FromHere();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 3000; i++)
            {
                gzip.Write(Encoding.UTF8.GetBytes($"{{\"plans\":[{i}{string.Concat(Enumerable.Repeat(",0", 1000))}]}}\n"));
            }
        }
        packed.Position = 0;

        var answer = (await _database.SendAsync(
            new ImportDocuments(new GZipStream(packed, CompressionMode.Decompress), DocumentFormat.OnePerLine, ImportOrigin.Api) { Progress = peak })).Value;

        Assert.Equal((3000, DocumentImporter.MostRejectedTold), (answer.Rejected, answer.RejectedDocuments.Count));
        Assert.Equal(DocumentLimits.MaxErrors, answer.RejectedDocuments[0].Errors.Count);
        Assert.Equal(["schema.type", "json.moreErrors"], answer.RejectedDocuments[^1].Errors.Select(error => error.Code));
        // A hundred errors of each of a thousand documents.
        Assert.InRange(peak.Grown, 1, 64 * 1024 * 1024);
        Assert.InRange(await _database.ScalarAsync<long>("select max(length(errors::text))::bigint from rejected_documents"), 1, 16 * 1024);
    }

    [Fact]
    public async Task The_same_refused_document_sent_every_night_waits_once()
    {
        await _database.ImportLinesAsync("{", Good("0101809901").Replace("SEL141", "SEL999", StringComparison.Ordinal));

        await _database.ImportLinesAsync("{", "{", Good("0101809901").Replace("SEL141", "SEL999", StringComparison.Ordinal));

        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from rejected_documents"));
    }

    [Fact]
    public async Task Of_very_many_refused_documents_a_thousand_are_told_and_all_are_kept()
    {
        var lines = Enumerable.Range(0, 1100).Select(i => $"{{\"a\":{i}}}").ToArray();

        var answer = await _database.ImportLinesAsync(lines);

        Assert.Equal((1100, DocumentImporter.MostRejectedTold), (answer.Rejected, answer.RejectedDocuments.Count));
        Assert.Equal(1100L, await _database.ScalarAsync<long>("select count(*) from rejected_documents"));
    }

    [Fact]
    public async Task Another_birth_date_for_a_known_number_is_refused_and_a_hyphen_makes_no_other_citizen()
    {
        var replacement = Document("social", First, cpr: "0101809901").Citizen("""{"cpr":"6101809901","birthDate":"1980-01-01"}""");
        await _database.ImportAsync(replacement, Document("social", First).With("plans", Plan("P1")));

        var answer = await _database.ImportAsync(
            Document("sundhed", First).Citizen("""{"cpr":"610180-9901","birthDate":"1980-01-02"}"""),
            Document("sundhed", First).Citizen("""{"cpr":"010180-9901"}"""));

        var error = Assert.Single(Assert.Single(answer.RejectedDocuments).Errors);
        Assert.Equal(("/citizen/birthDate", DocumentErrorCodes.CprOtherBirthDate), (error.Path, error.Code));
        Assert.Equal(2L, await _database.ScalarAsync<long>("select count(*) from citizens"));
    }

    private static string Good(string cpr) => Document("social", First, cpr: cpr).With("plans", Plan("P1")).ToJsonString();

    /// <summary>
    /// How much more is held at most than before, garbage not counted: that depends on the machine and on the tests before.
    /// What the whole program takes with it, `./dev prove import` measures.
    /// </summary>
    private sealed class Peak : IProgress<ImportProgress>
    {
        private long _before;

        public long Grown { get; private set; }

        public static Peak FromHere() => new() { _before = GC.GetTotalMemory(forceFullCollection: true) };

        public void Report(ImportProgress value) => Grown = Math.Max(Grown, GC.GetTotalMemory(forceFullCollection: true) - _before);
    }

    /// <summary>A long stream that is never in memory.</summary>
    private sealed class RepeatedLines(byte[] line, int count) : Stream
    {
        private readonly long _length = (long)line.Length * count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = 0;
            while (taken < count && Position < _length)
            {
                var from = (int)(Position % line.Length);
                var piece = Math.Min(count - taken, line.Length - from);
                line.AsSpan(from, piece).CopyTo(buffer.AsSpan(offset + taken));
                taken += piece;
                Position += piece;
            }
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
