using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// One check request as it was sent: a day, a horizon, perhaps a table of travel times, and the documents of one citizen.
/// Everything wrong with it is told at once, with its path.
/// </summary>
internal sealed class CheckRequest
{
    public const int LongestHorizon = 366;
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly DateOnly LastDay = new(2200, 12, 31);
    private static readonly string[] Fields = ["id", "asOf", "horizonDays", "places", "documents"];

    private readonly List<DocumentError> _errors = [];

    public DateOnly AsOf { get; private set; }

    public int? HorizonDays { get; private set; }

    public TravelTimes? Travel { get; private set; }

    public CourseMerge Documents { get; } = new();

    public IReadOnlyList<DocumentError> Errors => _errors;

    public static CheckRequest Read(JsonElement request, CourseDocumentReader reader)
    {
        var read = new CheckRequest();
        if (request.ValueKind != JsonValueKind.Object)
        {
            read.Add("", DocumentErrorCodes.Type);
            return read;
        }
        read.ReadFields(request, reader);
        return read;
    }

    private void ReadFields(JsonElement request, CourseDocumentReader reader)
    {
        foreach (var field in request.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            Add("/" + field.Name, DocumentErrorCodes.UnknownField);
        }
        ReadDay(request);
        if (request.TryGetProperty("horizonDays", out var horizon) && horizon.ValueKind != JsonValueKind.Null)
        {
            if (horizon.ValueKind == JsonValueKind.Number && horizon.TryGetInt32(out var days) && days is >= 0 and <= LongestHorizon)
            {
                HorizonDays = days;
            }
            else
            {
                Add("/horizonDays", DocumentErrorCodes.Number);
            }
        }
        if (request.TryGetProperty("places", out var places) && places.ValueKind != JsonValueKind.Null)
        {
            Travel = ReadPlaces(places);
        }
        if (!request.TryGetProperty("documents", out var documents))
        {
            Add("/documents", DocumentErrorCodes.Required);
        }
        else if (documents.ValueKind != JsonValueKind.Array)
        {
            Add("/documents", DocumentErrorCodes.Type);
        }
        else if (documents.GetArrayLength() == 0)
        {
            Add("/documents", DocumentErrorCodes.TooFew);
        }
        else
        {
            ReadDocuments(documents, reader);
        }
    }

    private void ReadDay(JsonElement request)
    {
        if (!request.TryGetProperty("asOf", out var asOf))
        {
            Add("/asOf", DocumentErrorCodes.Required);
        }
        else if (asOf.ValueKind != JsonValueKind.String
            || !DateOnly.TryParseExact(asOf.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Add("/asOf", DocumentErrorCodes.Date);
        }
        else if (day < FirstDay || day > LastDay)
        {
            Add("/asOf", DocumentErrorCodes.DateRange);
        }
        else
        {
            AsOf = day;
        }
    }

    private void ReadDocuments(JsonElement documents, CourseDocumentReader reader)
    {
        var index = 0;
        foreach (var document in documents.EnumerateArray())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/documents/{index++}");
            var reading = reader.Read(JsonMarshal.GetRawUtf8Value(document));
            if (reading.Document is null)
            {
                AddAll(path, reading.Errors);
                continue;
            }
            if (Documents.Add(reading.Document, out var errors) == MergeResult.Refused)
            {
                AddAll(path, errors);
            }
        }
    }

    private TravelTimes? ReadPlaces(JsonElement places)
    {
        if (places.ValueKind != JsonValueKind.Object)
        {
            Add("/places", DocumentErrorCodes.Type);
            return null;
        }
        var pairs = new List<(string A, string B, int Minutes)>();
        if (places.TryGetProperty("travelMinutes", out var travel) && travel.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var pair in travel.EnumerateArray())
            {
                if (pair.ValueKind == JsonValueKind.Object && Text(pair, "a") is { } a && Text(pair, "b") is { } b
                    && pair.TryGetProperty("minutes", out var minutes) && Minutes(minutes) is { } known)
                {
                    pairs.Add((a, b, known));
                }
                else
                {
                    Add(string.Create(CultureInfo.InvariantCulture, $"/places/travelMinutes/{index}"), DocumentErrorCodes.Type);
                }
                index++;
            }
        }
        return new TravelTimes(pairs, MinutesOf(places, "defaultTravelMinutes", 30), MinutesOf(places, "bufferMinutes", 10));
    }

    private int MinutesOf(JsonElement places, string field, int otherwise)
    {
        if (!places.TryGetProperty(field, out var given))
        {
            return otherwise;
        }
        if (Minutes(given) is { } minutes)
        {
            return minutes;
        }
        Add("/places/" + field, DocumentErrorCodes.Number);
        return otherwise;
    }

    private static int? Minutes(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var minutes) && minutes is >= 0 and <= 1440 ? minutes : null;

    private static string? Text(JsonElement owner, string field) =>
        owner.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Add(string path, string code) => _errors.Add(DocumentError.Of(path, code));

    private void AddAll(string path, IReadOnlyList<DocumentError> errors) =>
        _errors.AddRange(errors.Select(error => error with { Path = path + error.Path }));
}
