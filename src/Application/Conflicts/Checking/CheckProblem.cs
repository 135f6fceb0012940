using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>Why a check request was not judged. 400 when it is no JSON, 413 when it is too large, 422 when it is not valid.</summary>
public sealed record CheckProblem(int Status, IReadOnlyList<DocumentError> Errors)
{
    public const string RequestTooLarge = "check.tooLarge";

    public string Title => Status switch
    {
        400 => "Bad Request",
        413 => "Content Too Large",
        _ => "Unprocessable Content",
    };

    internal static CheckProblem Invalid(IReadOnlyList<DocumentError> errors) => new(422, errors);

    internal static CheckProblem Malformed() => new(400, [DocumentError.Of("", DocumentErrorCodes.Malformed)]);

    internal static CheckProblem TooLarge(int most) => new(413,
    [
        new DocumentError("", RequestTooLarge, new Bilingual($"Én forespørgsel må højst fylde {most} byte.", $"One request may be at most {most} bytes.")),
    ]);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteStartArray("errors");
        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("path", error.Path);
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message.En);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
