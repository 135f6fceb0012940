using System.Text;
using CsCheck;
using Sammenhaeng.Application.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

/// <summary>Documents bent in every way: reading never throws, and says where whatever it does not take is wrong.</summary>
public sealed class DocumentFuzzTests
{
    private static readonly byte[] Full = ADocument.Full().Utf8;

    private static readonly byte[][] Splinters =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e999", "0.1", "\\", "\\u0000", "\\ud800", "\\udfff", "\"id\":", "{}", "[]",
            "\"citizen\"", "\"P1\"", "2026-02-30", "9999-12-31", "0001-01-01", "T24:00:00Z", "2026-W53", "æ", "😀", "\u202e", "\0", "\u007f", ":", "/", "+", ">",
            new string('9', 400), new string('[', 40), new string('a', 5000),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ];

    private static readonly Gen<(int At, int Length, byte[] With)> Bend =
        Gen.Select(Gen.Int[0, Full.Length - 1], Gen.Int[0, 12], Gen.Int[0, Splinters.Length - 1].Select(i => Splinters[i]));

    [Fact]
    public void Bytes_changed_anywhere_give_errors_with_paths_and_never_an_exception() =>
        Bend.Array[1, 4].Sample(bends => IsAnswered(bends.Aggregate(Full, Apply)), iter: 4_000);

    [Fact]
    public void Bytes_without_meaning_give_errors_with_paths_and_never_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(IsAnswered, iter: 1_000);

    [Fact]
    public void Every_way_of_cutting_a_document_short_is_malformed()
    {
        for (var length = 0; length < Full.Length; length++)
        {
            Assert.Equal(ReadingOutcome.Malformed, ADocument.ReadUtf8(Full.AsSpan(0, length)).Outcome);
        }
    }

    [Fact]
    public void A_value_put_in_the_place_of_any_other_gives_errors_with_paths()
    {
        string[] values = ["null", "true", "7", "-7.5", "\"x\"", "\"\"", "[]", "{}", "[{}]", "[[]]", "{\"id\":{}}", "1e999", "\"\\ud800\""];
        foreach (var (start, end) in Values(Full))
        {
            foreach (var value in values)
            {
                IsAnswered(Encoding.UTF8.GetBytes(string.Concat(Text(0, start), value, Text(end, Full.Length))));
            }
        }

        string Text(int from, int to) => Encoding.UTF8.GetString(Full.AsSpan(from, to - from));
    }

    private static List<(int Start, int End)> Values(byte[] utf8)
    {
        var values = new List<(int, int)>();
        var open = new Stack<int>();
        var json = new System.Text.Json.Utf8JsonReader(utf8);
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case System.Text.Json.JsonTokenType.PropertyName:
                    break;
                case System.Text.Json.JsonTokenType.StartObject or System.Text.Json.JsonTokenType.StartArray:
                    open.Push((int)json.TokenStartIndex);
                    break;
                case System.Text.Json.JsonTokenType.EndObject or System.Text.Json.JsonTokenType.EndArray:
                    values.Add((open.Pop(), (int)json.BytesConsumed));
                    break;
                default:
                    values.Add(((int)json.TokenStartIndex, (int)json.BytesConsumed));
                    break;
            }
        }
        return values;
    }

    private static byte[] Apply(byte[] utf8, (int At, int Length, byte[] With) bend)
    {
        var at = Math.Min(bend.At, utf8.Length);
        var end = Math.Min(at + bend.Length, utf8.Length);
        return [.. utf8.AsSpan(0, at), .. bend.With, .. utf8.AsSpan(end)];
    }

    private static void IsAnswered(byte[] utf8)
    {
        var reading = ADocument.ReadUtf8(utf8);
        if (reading.Outcome == ReadingOutcome.Read)
        {
            Assert.NotNull(reading.Document);
            Assert.Empty(reading.Errors);
            // What is read can be judged.
            reading.Document.Items.Build(new DateOnly(2026, 10, 5), Application.Reference.SeedReference.Snapshot);
            return;
        }
        Assert.Null(reading.Document);
        Assert.NotEmpty(reading.Errors);
        Assert.All(reading.Errors, error => Assert.True(error.Path.Length == 0 || error.Path[0] == '/', error.Path));
        Assert.All(reading.Errors, error => Assert.True(error.Message.Da.Length > 0 && !error.Message.Da.Contains('{', StringComparison.Ordinal), error.Code));
    }
}
