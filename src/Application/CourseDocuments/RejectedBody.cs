using System.Text.Json;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>How a refused document lies in the database: its body sealed, its errors as JSON.</summary>
public static class RejectedBody
{
    public const string HashPurpose = "rejected_documents.body";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string PlaceOf(RejectedDocumentId id) => $"rejected_documents.body:{id.Value:D}";

    public static string Write(IReadOnlyList<DocumentError> errors) =>
        JsonSerializer.Serialize(errors.Select(error => new Stored(error.Path, error.Code, error.Message.Da, error.Message.En)), Json);

    public static IReadOnlyList<DocumentError> Read(string errors) =>
    [
        .. JsonSerializer.Deserialize<List<Stored>>(errors, Json)!
            .Select(stored => new DocumentError(stored.Path, stored.Code, new Bilingual(stored.Da, stored.En))),
    ];

    private sealed record Stored(string Path, string Code, string Da, string En);
}
