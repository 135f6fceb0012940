using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// One request to <c>check</c>, taken apart: <c>{"id", "asOf", "horizonDays", "places", "documents"}</c>. The documents stay where
/// they are in the bytes, to be read one by one.
/// </summary>
internal sealed class CheckRequest(ErrorLog errors)
{
    public const int MaxBytes = 64 * 1024 * 1024;

    private const int LongestHorizon = 3660;
    private const int LongestId = 200;

    private readonly CheckPlaces _places = new(errors);

    /// <summary>As it was written, a JSON text or number; empty when there is none to give back.</summary>
    public ReadOnlyMemory<byte> Id { get; private set; }

    public DateOnly AsOf { get; private set; }

    public int? HorizonDays { get; private set; }

    /// <summary>Null when the request leaves travel to the seed.</summary>
    public TravelTimes? Travel { get; private set; }

    /// <summary>Where each document stands in the request.</summary>
    public List<Range> Documents { get; } = [];

    /// <summary>Takes one JSON value and nothing after it; what is wrong with it goes to the log.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        Id = default;
        AsOf = default;
        HorizonDays = null;
        Travel = null;
        Documents.Clear();
        if (!Utf8.IsValid(utf8))
        {
            errors.Fail("", DocumentErrorCodes.Malformed, "UTF-8");
            return;
        }
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            ReadWhole(ref json);
        }
        catch (JsonException malformed)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{malformed.LineNumber + 1}:{malformed.BytePositionInLine + 1}");
            errors.Fail(errors.Path, DocumentErrorCodes.Malformed, place);
        }
    }

    private void ReadWhole(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            ReadFields(ref json);
        }
        else
        {
            errors.Add(DocumentErrorCodes.Type, "object");
            json.Skip();
        }
        if (!errors.IsStopped)
        {
            // Throws when there is more.
            json.Read();
        }
    }

    private void ReadFields(ref Utf8JsonReader json)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!errors.IsStopped && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonRead.Name(ref json);
            errors.Push(ErrorLog.Printable(name));
            if (name is not null && !seen.Add(name))
            {
                errors.Add(DocumentErrorCodes.DuplicateKey);
            }
            json.Read();
            ReadField(ref json, name);
            errors.Pop();
        }
        foreach (var name in (string[])["asOf", "documents"])
        {
            if (!seen.Contains(name))
            {
                errors.AddFor(name, DocumentErrorCodes.Required);
            }
        }
    }

    private void ReadField(ref Utf8JsonReader json, string? name)
    {
        switch (name)
        {
            case "id":
                ReadId(ref json);
                break;
            case "asOf":
                ReadDay(ref json);
                break;
            case "horizonDays":
                HorizonDays = JsonRead.Integer(ref json, 0, LongestHorizon, errors);
                break;
            case "places":
                Travel = json.TokenType == JsonTokenType.Null ? null : _places.Read(ref json);
                break;
            case "documents":
                ReadDocuments(ref json);
                break;
            default:
                errors.Add(DocumentErrorCodes.UnknownField);
                json.Skip();
                break;
        }
    }

    private void ReadId(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            errors.Add(DocumentErrorCodes.Type, "string, number");
            json.Skip();
        }
        else if (json.ValueSpan.Length > LongestId)
        {
            errors.Add(DocumentErrorCodes.TooLong, LongestId.ToString(CultureInfo.InvariantCulture));
        }
        else if (json.ValueIsEscaped && !DocumentText.CanBeKept(json.ValueSpan))
        {
            errors.Add(DocumentErrorCodes.Text);
        }
        else
        {
            var written = new ArrayBufferWriter<byte>(json.ValueSpan.Length + 2);
            ReadOnlySpan<byte> quote = json.TokenType == JsonTokenType.String ? "\""u8 : [];
            written.Write(quote);
            written.Write(json.ValueSpan);
            written.Write(quote);
            Id = written.WrittenMemory;
        }
    }

    private void ReadDay(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            errors.Add(DocumentErrorCodes.Type, "string");
            json.Skip();
            return;
        }
        var parsed = DocumentText.Date(json.ValueSpan, out var day);
        AsOf = day;
        if (parsed != DocumentText.Parsed.Good)
        {
            errors.Add(parsed == DocumentText.Parsed.Wrong ? DocumentErrorCodes.Date : DocumentErrorCodes.DateRange);
        }
    }

    private void ReadDocuments(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(DocumentErrorCodes.Type, "array");
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            json.Skip();
            Documents.Add(start..(int)json.BytesConsumed);
        }
        if (Documents.Count == 0)
        {
            errors.Add(DocumentErrorCodes.TooFew, "1");
        }
    }
}
