using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Tests.Api;
using Sammenhaeng.Web.Verbs;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

public sealed class ImportVerbTests(Database database) : IClassFixture<Database>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sammenhaeng-import").FullName;
    private static int _born;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_worked_citizens_are_taken_and_the_second_time_unchanged()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(RepositoryRoot.Shared("cases", "places.json"))!, "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("expected.json" or "places.json")).Order().ToArray();
        Assert.Equal(9, files.Length);

        var (exit, output, errors) = await RunningProgram.RunAsync(database, ["import", .. files]);
        Assert.True(exit == 0, errors);
        Assert.Equal(files.Select(file => $"{file}: 1 documents, 1 accepted, 0 unchanged, 0 rejected"), Lines(output));

        (exit, output, _) = await RunningProgram.RunAsync(database, ["import", .. files]);
        Assert.Equal(0, exit);
        Assert.Equal(files.Select(file => $"{file}: 1 documents, 0 accepted, 1 unchanged, 0 rejected"), Lines(output));
    }

    [Fact]
    public async Task A_refused_document_is_1_with_line_path_and_code_and_the_others_are_taken_however_they_come()
    {
        var wrong = Good();
        wrong["mode"] = "all";
        var lines = Encoding.UTF8.GetBytes("{\n" + DocumentsHost.Line(Good()) + DocumentsHost.Line(wrong) + DocumentsHost.Line(Good()));
        var named = await FileAsync("mange.ndjson", lines);
        var unnamed = await FileAsync("mange.txt", lines);
        var packed = await FileAsync("mange.json.gz", DocumentsHost.Gzip(lines));

        var (exit, output, errors) = await RunningProgram.RunAsync(database, "import", named, unnamed, packed);

        Assert.Equal(1, exit);
        Assert.Equal(
            [$"{named}: 4 documents, 2 accepted, 0 unchanged, 2 rejected", $"{unnamed}: 4 documents, 0 accepted, 2 unchanged, 2 rejected", $"{packed}: 4 documents, 0 accepted, 2 unchanged, 2 rejected"],
            Lines(output));
        Assert.Contains($"{named}:1: : json.malformed: ", errors, StringComparison.Ordinal);
        Assert.Contains($"{packed}:3: /mode: schema.enum: The value is not one of those allowed: snapshot, patch.", errors, StringComparison.Ordinal);

        var piped = await RunningProgram.FeedAsync(database, lines, "import", "-");
        Assert.Equal(1, piped.Exit);
        Assert.Equal(["-: 4 documents, 0 accepted, 2 unchanged, 2 rejected"], Lines(piped.Output));
    }

    [Fact]
    public async Task A_packed_file_that_is_not_whole_is_one_line_and_3_and_what_came_before_is_kept()
    {
        var packed = DocumentsHost.Gzip(Encoding.UTF8.GetBytes(DocumentsHost.Line(Good()) + DocumentsHost.Line(Good())));
        var cut = await FileAsync("skåret.ndjson.gz", packed[..^1]);
        var none = await FileAsync("ingen.json.gz", "{}"u8.ToArray());

        var (exit, output, errors) = await RunningProgram.RunAsync(database, "import", cut);
        Assert.Equal(3, exit);
        Assert.Equal([$"{cut}: 2 documents, 2 accepted, 0 unchanged, 0 rejected"], Lines(output));
        Assert.Equal($"sammenhaeng import: {cut} is not whole: it cannot be unpacked. What came before is kept.", LastLine(errors));

        (exit, output, errors) = await RunningProgram.RunAsync(database, "import", none);
        Assert.Equal((3, ""), (exit, output));
        Assert.Equal($"sammenhaeng import: {none} is not whole: it cannot be unpacked. What came before is kept.", errors.Trim());
    }

    [Theory]
    [InlineData("{\n{\"documentVersion\":1}", true)]
    [InlineData("\uFEFF\n\n{\"a\":1}\nx", true)]
    [InlineData("{\"documentVersion\":1}", true)]
    [InlineData("[1]\n{", true)]
    [InlineData("{\n\"documentVersion\":1,\n\"plans\":[\n{\"id\":\"P1\"}\n]\n}", false)]
    [InlineData("{\n{\n", false)]
    [InlineData("", false)]
    public async Task Documents_stand_one_on_a_line_when_any_line_shows_it(string text, bool expected)
    {
        await using var documents = new Foreseen(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(expected, await documents.HasDocumentOnALineAsync(TestContext.Current.CancellationToken));

        using var read = new MemoryStream();
        await documents.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(text, Encoding.UTF8.GetString(read.ToArray()));
    }

    [Theory]
    [InlineData('x', true)]
    [InlineData('\n', false)]
    public async Task A_first_line_that_never_ends_does_not_hide_those_after_it(char filled, bool expected)
    {
        var text = "{" + new string(filled, DocumentLimits.MaxBytes) + "\n" + DocumentsHost.Line(Good());
        await using var documents = new Foreseen(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        Assert.Equal(expected, await documents.HasDocumentOnALineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Progress_is_a_row_every_few_seconds_where_there_is_no_terminal_and_a_bar_where_there_is()
    {
        var clock = new FakeTimeProvider();
        using var file = new StringWriter();
        using var terminal = new StringWriter();
        var rows = new ConsoleProgress(file, isTerminal: false, clock);
        var bar = new ConsoleProgress(terminal, isTerminal: true, clock);
        for (var second = 1; second <= 11; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            rows.Report(second / 20.0, $"{second} documents");
            bar.Report(second / 20.0, $"{second} documents");
        }
        rows.Clear();
        bar.Clear();

        Assert.Equal([" 25 % 5 documents", " 50 % 10 documents"], file.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("\r[############............]  50 % 10 documents", terminal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\n", terminal.ToString(), StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonObject Good() => DocumentsHost.Document(
        new DateOnly(1950, 1, 1).AddDays(Interlocked.Increment(ref _born)).ToString("ddMMyy") + "9903", plans: DocumentsHost.Plan("P1"));

    /// <summary>What comes before it may be a row of progress, where the machine is slow.</summary>
    private static string LastLine(string errors) => errors.Trim().Split('\n')[^1];

    /// <summary>Without the import's id.</summary>
    private static string[] Lines(string output) => [.. output.Trim().Split('\n').Select(line => line[..line.IndexOf(" (import", StringComparison.Ordinal)])];

    private async Task<string> FileAsync(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
