using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Conflicts.Checking;
using Sammenhaeng.Domain.Tests.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Checking;

[Collection(nameof(MeasuredAlone))]
public sealed class CheckRequestsTests
{
    private static readonly string Document = ADocument.Bare().Json;

    [Theory]
    [InlineData("")]
    [InlineData(" \n\r\n\t ")]
    [InlineData("\ufeff")]
    public void Nothing_asked_is_nothing_answered(string requests) => Assert.Empty(Check(requests));

    [Theory]
    [InlineData("{\"id\":\"1\",", "2:1")]
    [InlineData("{\"id\":\"1", "1:")]
    [InlineData("hello", "1:1")]
    [InlineData("\n\n  {]", "3:2")]
    public void What_is_no_JSON_is_told_with_its_line(string broken, string place)
    {
        var answers = Check(broken + "\n" + Request("a"));

        Assert.Equal(["400", "a"], answers.Select(Short));
        Assert.StartsWith("This is not valid JSON (" + place, answers[0]["error"]!["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_an_end_does_not_swallow_those_on_the_lines_after_it()
    {
        var requests = Request("a") + "\n{\"id\":\"b\",\"documents\":[\n" + Request("c") + "\n{\"id\":\"d\",\"documents\":[{\n" + Request("e") + "\n";

        Assert.Equal(["a", "400", "c", "400", "e"], Check(requests).Select(Short));
    }

    [Fact]
    public void A_long_request_without_an_end_is_one_error()
    {
        var pretty = JsonNode.Parse(Request("a"))!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

        Assert.Equal(["a"], Check(pretty).Select(Short));
        Assert.Equal(["400"], Check(pretty[..^1]).Select(Short));
        Assert.Equal(["400", "b"], Check(pretty[..^1] + "\n" + Request("b")).Select(Short));
    }

    [Fact]
    public void Documents_may_begin_at_the_beginning_of_a_line()
    {
        var requests = $"{{\"id\":\"a\",\"asOf\":\"2026-10-05\",\"documents\":[\n{Document}\n]}}{Request("b")}   {Request("c")}";

        Assert.Equal(["a", "b", "c"], Check(requests).Select(Short));
    }

    [Fact]
    public void Requests_are_cut_alike_however_the_stream_is_cut()
    {
        var requests = Encoding.UTF8.GetBytes("\ufeff" + Request("æ") + "\r\n" + Request("b") + "{\"x\n" + Request("c") + " 7 " + Request("d"));
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000 })
        {
            using var output = new MemoryStream();
            CheckRequests.Run(new Dripping(requests, size), output, isQuiet: true);
            Assert.Equal(["æ", "b", "400", "c", "422", "d"], Lines(output).Select(Short));
        }
    }

    [Theory]
    [InlineData("\"id\":\"a\",\"documents\":[#]", "/asOf schema.required")]
    [InlineData("\"asOf\":\"2026-10-05\"", "/documents schema.required")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[]", "/documents schema.minItems")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":{}", "/documents schema.type")]
    [InlineData("\"asOf\":\"2026-10-32\",\"documents\":[#]", "/asOf schema.date")]
    [InlineData("\"asOf\":\"2201-01-01\",\"documents\":[#]", "/asOf date.range")]
    [InlineData("\"asOf\":20261005,\"documents\":[#]", "/asOf schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#,7]", "/documents/1 schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"horizonDays\":-1", "/horizonDays number.range")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"horizonDays\":3661", "/horizonDays number.range")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"horizonDays\":\"28\"", "/horizonDays schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"colour\":{\"a\":[1]}", "/colour schema.unknownField")]
    [InlineData("\"asOf\":\"2026-10-05\",\"asOf\":\"2026-10-06\",\"documents\":[#]", "/asOf json.duplicateKey")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"id\":{}", "/id schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"id\":\"\\ud800\"", "/id text.characters")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":[]", "/places schema.type")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":{\"x\":1}", "/places/x schema.unknownField")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":{\"bufferMinutes\":1441}", "/places/bufferMinutes number.range")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":{\"places\":[{}]}", "/places/places/0/code schema.required")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":{\"travelMinutes\":[{\"a\":\"A\",\"b\":\"B\"}]}", "/places/travelMinutes/0/minutes schema.required")]
    [InlineData("\"asOf\":\"2026-10-05\",\"documents\":[#],\"places\":{\"travelMinutes\":[{\"a\":\"A\",\"b\":7,\"minutes\":1}]}", "/places/travelMinutes/0/b schema.type")]
    public void A_request_is_checked_with_paths(string fields, string error)
    {
        var answer = Assert.Single(Check("{" + fields.Replace("#", Document, StringComparison.Ordinal) + "}"));

        Assert.Equal([error], answer["error"]!["errors"]!.AsArray().Select(one => one!["path"] + " " + one["code"]));
        Assert.Equal(422, answer["error"]!["status"]!.GetValue<int>());
        Assert.Equal("Unprocessable Content", answer["error"]!["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("\"id\":\"a\",", "\"a\"")]
    [InlineData("\"id\":\"\\u00e6\\\"\",", "\"\\u00e6\\\"\"")]
    [InlineData("\"id\":42,", "42")]
    [InlineData("\"id\":null,", "null")]
    [InlineData("", "null")]
    public void The_id_is_given_back_as_it_was_written(string id, string written)
    {
        using var output = new MemoryStream();
        CheckRequests.Run(new MemoryStream(Encoding.UTF8.GetBytes($"{{{id}\"asOf\":\"2026-10-05\",\"documents\":[{Document}]}}")), output, isQuiet: false);

        Assert.Equal($"{{\"id\":{written},\"findings\":[]}}\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Several_errors_of_several_documents_are_told_with_the_path_of_each()
    {
        var bad = ADocument.Bare("sundhed").With("/mode", "7").With("/x", "7").Json;
        var lost = ADocument.Bare("region").With("/appointments", """[{ "id": "A", "plan": "P1", "title": "", "start": "2026-10-05T09:00:00Z", "end": "2026-10-05T10:00:00Z", "mode": "phone" }]""").Json;

        var answer = Assert.Single(Check($"{{\"asOf\":\"2026-10-05\",\"documents\":[{Document},{bad},{lost}],\"y\":0}}"));

        Assert.Equal(
            ["/y schema.unknownField", "/documents/1/mode schema.type", "/documents/1/x schema.unknownField", "/documents/2/appointments/0/plan reference.unknown"],
            answer["error"]!["errors"]!.AsArray().Select(one => one!["path"] + " " + one["code"]));
    }

    [Fact]
    public void The_places_of_a_request_decide_travel_and_without_them_the_seed_does()
    {
        var document = ADocument.Bare().With("/appointments", """
            [{ "id": "A", "title": "", "start": "2026-10-05T09:00:00Z", "end": "2026-10-05T10:00:00Z", "mode": "inPerson", "place": "HER" },
             { "id": "B", "title": "", "start": "2026-10-05T10:35:00Z", "end": "2026-10-05T11:00:00Z", "mode": "inPerson", "place": "DER" }]
            """).Json;

        Assert.Equal("appointment.travel:A>B", Travel(""));
        Assert.Equal("appointment.travel:A>B", Travel(",\"places\":null"));
        Assert.Equal("", Travel(",\"places\":{\"bufferMinutes\":5}"));
        Assert.Equal("", Travel(",\"places\":{\"travelMinutes\":[{\"a\":\"DER\",\"b\":\"HER\",\"minutes\":25}]}"));
        Assert.Equal("appointment.travel:A>B", Travel(",\"places\":{\"travelMinutes\":[{\"a\":\"DER\",\"b\":\"HER\",\"minutes\":26}]}"));

        string Travel(string places) => string.Join(' ', Assert.Single(Check($"{{\"asOf\":\"2026-10-05\",\"documents\":[{document}]{places}}}"))
            ["findings"]!.AsArray().Select(finding => finding!["fingerprint"]!.GetValue<string>()));
    }

    [Fact]
    public void A_day_with_thousands_of_meetings_at_once_is_answered_with_as_many_findings_as_anyone_could_look_at()
    {
        var meetings = string.Join(',', Enumerable.Range(0, 5000).Select(i =>
            $$"""{"id":"{{i}}","title":"","start":"2026-10-05T09:00:00Z","end":"2026-10-05T09:30:00Z","mode":"phone"}"""));
        var document = ADocument.Bare().Json.Replace("\"mode\"", "\"appointments\":[" + meetings + "],\"mode\"", StringComparison.Ordinal);

        var answer = Assert.Single(Check($"{{\"asOf\":\"2026-10-05\",\"documents\":[{document}]}}"));

        Assert.Equal(Conflicts.Findings.MostOfOneRule, answer["findings"]!.AsArray().Count);
        Assert.Equal("""["appointment.overlap"]""", answer["cut"]!.ToJsonString());
    }

    [Fact]
    public void Memory_does_not_grow_with_the_stream()
    {
        var request = Encoding.UTF8.GetBytes(WorkedCitizensTests.RequestOf("karina").ToJsonString() + "\n");
        CheckRequests.Run(new Repeating(request, 20), Stream.Null, isQuiet: false);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;

        var totals = CheckRequests.Run(new Repeating(request, 500, () => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true))), Stream.Null, isQuiet: false);

        Assert.Equal((500, 500 * 14), (totals.Requests, totals.Findings));
        Assert.InRange(most - before, long.MinValue, 8 * 1024 * 1024);
    }

    [Fact]
    public void A_request_beyond_the_bound_is_refused_and_the_next_is_answered()
    {
        var padding = Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024));
        var start = Encoding.UTF8.GetBytes("{\"id\":\"a\",\"asOf\":");
        var end = Encoding.UTF8.GetBytes("\n" + Request("b"));
        using var output = new MemoryStream();

        CheckRequests.Run(new Repeating(padding, 70, before: start, after: end), output, isQuiet: true);

        Assert.Equal(["413", "b"], Lines(output).Select(Short));
    }

    private static string Request(string id) => $"{{\"id\":\"{id}\",\"asOf\":\"2026-10-05\",\"documents\":[{Document}]}}";

    private static string Short(JsonNode answer) => answer["error"] is { } error ? error["status"]!.ToString() : answer["id"]!.GetValue<string>();

    private static List<JsonNode> Check(string requests)
    {
        using var output = new MemoryStream();
        CheckRequests.Run(new MemoryStream(Encoding.UTF8.GetBytes(requests)), output, isQuiet: false);
        return Lines(output);
    }

    private static List<JsonNode> Lines(MemoryStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Dripping(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
    }

    /// <summary>The same bytes many times over, without holding them all.</summary>
    private sealed class Repeating(byte[] bytes, int times, Action? onTenth = null, byte[]? before = null, byte[]? after = null) : Stream
    {
        private readonly IEnumerator<byte[]> _pieces = Pieces(bytes, times, onTenth, before, after).GetEnumerator();
        private byte[] _piece = [];
        private int _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_at == _piece.Length)
            {
                if (!_pieces.MoveNext())
                {
                    return 0;
                }
                (_piece, _at) = (_pieces.Current, 0);
            }
            var some = Math.Min(count, _piece.Length - _at);
            _piece.AsSpan(_at, some).CopyTo(buffer.AsSpan(offset));
            _at += some;
            return some;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static IEnumerable<byte[]> Pieces(byte[] bytes, int times, Action? onTenth, byte[]? before, byte[]? after)
        {
            yield return before ?? [];
            for (var i = 0; i < times; i++)
            {
                if (i % Math.Max(1, times / 10) == 0)
                {
                    onTenth?.Invoke();
                }
                yield return bytes;
            }
            yield return after ?? [];
        }
    }
}
