using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// The places and travel times that a request brings along:
/// <c>{"defaultTravelMinutes", "bufferMinutes", "places": [{"code", "name", "kind"}], "travelMinutes": [{"a", "b", "minutes"}]}</c>.
/// </summary>
internal sealed class CheckPlaces(ErrorLog errors)
{
    private const int MinutesInADay = 1440;

    private readonly List<(string A, string B, int Minutes)> _pairs = [];
    private int? _default;
    private int? _buffer;
    private (string? A, string? B, int? Minutes) _pair;

    private delegate void Field(ref Utf8JsonReader json, string? name);

    /// <summary>What is not told is as in the seed.</summary>
    public TravelTimes Read(ref Utf8JsonReader json)
    {
        _pairs.Clear();
        _default = null;
        _buffer = null;
        Object(ref json, ReadField);
        var seed = Reference.SeedReference.Snapshot.Travel;
        return new TravelTimes(_pairs, _default ?? seed.DefaultMinutes, _buffer ?? seed.BufferMinutes);
    }

    private void ReadField(ref Utf8JsonReader json, string? name)
    {
        switch (name)
        {
            case "defaultTravelMinutes":
                _default = JsonRead.Integer(ref json, 0, MinutesInADay, errors);
                break;
            case "bufferMinutes":
                _buffer = JsonRead.Integer(ref json, 0, MinutesInADay, errors);
                break;
            case "places":
                List(ref json, ReadPlace);
                break;
            case "travelMinutes":
                List(ref json, ReadPair);
                break;
            default:
                errors.Add(DocumentErrorCodes.UnknownField);
                json.Skip();
                break;
        }
    }

    private void ReadPlace(ref Utf8JsonReader json) => Object(ref json, ReadPlaceField, "code");

    /// <summary>Names and kinds of places are not compared with anything.</summary>
    private void ReadPlaceField(ref Utf8JsonReader json, string? name)
    {
        if (name is "code" or "name" or "kind")
        {
            JsonRead.Text(ref json, errors);
            return;
        }
        errors.Add(DocumentErrorCodes.UnknownField);
        json.Skip();
    }

    private void ReadPair(ref Utf8JsonReader json)
    {
        _pair = default;
        Object(ref json, ReadPairField, "a", "b", "minutes");
        if (_pair is { A: { } a, B: { } b, Minutes: { } minutes })
        {
            _pairs.Add((a, b, minutes));
        }
    }

    private void ReadPairField(ref Utf8JsonReader json, string? name)
    {
        switch (name)
        {
            case "a":
                _pair.A = JsonRead.Text(ref json, errors);
                break;
            case "b":
                _pair.B = JsonRead.Text(ref json, errors);
                break;
            case "minutes":
                _pair.Minutes = JsonRead.Integer(ref json, 0, MinutesInADay, errors);
                break;
            default:
                errors.Add(DocumentErrorCodes.UnknownField);
                json.Skip();
                break;
        }
    }

    private delegate void Entry(ref Utf8JsonReader json);

    private void List(ref Utf8JsonReader json, Entry entry)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(DocumentErrorCodes.Type, "array");
            json.Skip();
            return;
        }
        for (var index = 0; !errors.IsStopped && json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            errors.Push(index);
            entry(ref json);
            errors.Pop();
        }
    }

    private void Object(ref Utf8JsonReader json, Field field, params ReadOnlySpan<string> required)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(DocumentErrorCodes.Type, "object");
            json.Skip();
            return;
        }
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
            field(ref json, name);
            errors.Pop();
        }
        foreach (var name in required)
        {
            if (!seen.Contains(name))
            {
                errors.AddFor(name, DocumentErrorCodes.Required);
            }
        }
    }
}
