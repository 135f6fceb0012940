using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>How a refused document lies in the database, its body sealed and its errors as JSON, and who may read it.</summary>
public static class RejectedBody
{
    public const string HashPurpose = "rejected_documents.body";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string PlaceOf(RejectedDocumentId id) => $"rejected_documents.body:{id.Value:D}";

    /// <summary>A document whose area could not be read is nobody's: its sender has it.</summary>
    public static bool IsFor(Viewer viewer, string? area) => area is not null && viewer.Is(Roles.Caseworker) && viewer.Areas.Contains(area);

    public static string Write(IReadOnlyList<DocumentError> errors) =>
        JsonSerializer.Serialize(errors.Select(error => new Stored(error.Path, error.Code, error.Bound)), Json);

    public static IReadOnlyList<DocumentError> Read(string errors) =>
        [.. JsonSerializer.Deserialize<List<Stored>>(errors, Json)!.Select(stored => new DocumentError(stored.Path, stored.Code, stored.Bound))];

    /// <summary>The citizen's number, as far as the document can be read up to it.</summary>
    public static Cpr? FindCpr(ReadOnlySpan<byte> body)
    {
        body = body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        var isInCitizen = false;
        try
        {
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1)
                {
                    isInCitizen = json.ValueTextEquals("citizen");
                }
                else if (isInCitizen && json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 2 && json.ValueTextEquals("cpr"))
                {
                    return json.Read() && json.TokenType == JsonTokenType.String && Cpr.TryParse(json.GetString(), out var cpr) ? cpr : null;
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
        return null;
    }

    private sealed record Stored(string Path, string Code, string? Bound);
}
