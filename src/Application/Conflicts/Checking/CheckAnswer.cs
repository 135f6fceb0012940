using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>What came of one request: findings, ordered by fingerprint, or what was wrong with it.</summary>
public sealed class CheckAnswer
{
    /// <summary>The largest request, for people.</summary>
    internal const string Most = "64 MB";

    private readonly ISubjectNames? _names;

    private CheckAnswer(ReadOnlyMemory<byte> id, int status, IReadOnlyList<DocumentError> errors, IReadOnlyList<Finding> findings, ISubjectNames? names)
    {
        Id = id;
        Status = status;
        Errors = errors;
        Findings = findings;
        _names = names;
    }

    /// <summary>As the request has it, in JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    /// <summary>As over HTTP: 200, or 400, 413 or 422.</summary>
    public int Status { get; }

    public IReadOnlyList<DocumentError> Errors { get; }

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Rules that found more than is told here.</summary>
    public IReadOnlyList<string> Cut { get; private init; } = [];

    internal static CheckAnswer OfFindings(ReadOnlyMemory<byte> id, IReadOnlyList<Finding> findings, IReadOnlyList<string> cut, ISubjectNames names) =>
        new(id, 200, [], findings, names) { Cut = cut };

    internal static CheckAnswer OfErrors(ReadOnlyMemory<byte> id, int status, IReadOnlyList<DocumentError> errors) =>
        new(id, status, errors, [], null);

    /// <summary>What is no JSON, or too much of it.</summary>
    internal static CheckAnswer OfFault(string code, string place) =>
        new(default, code == DocumentErrorCodes.TooLarge ? 413 : 400, [new DocumentError("", code, place)], [], null);

    /// <summary><c>{"id":…,"findings":[…]}</c>, or <c>{"id":…,"error":{problem}}</c>.</summary>
    public void Write(Utf8JsonWriter json, bool isQuiet)
    {
        json.WriteStartObject();
        json.WritePropertyName("id"u8);
        if (Id.IsEmpty)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(Id.Span, skipInputValidation: true);
        }
        if (Status == 200)
        {
            WriteFindings(json, isQuiet);
        }
        else
        {
            json.WritePropertyName("error"u8);
            WriteProblem(json);
        }
        json.WriteEndObject();
    }

    /// <summary>The property <c>findings</c>, and <c>cut</c> when there are more of a rule than are told.</summary>
    public void WriteFindings(Utf8JsonWriter json, bool isQuiet)
    {
        json.WriteStartArray("findings"u8);
        foreach (var finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, finding.Rule);
            json.WriteString("fingerprint"u8, finding.Fingerprint);
            json.WriteString("severity"u8, finding.Severity.ToString());
            WriteSubjects(json, finding);
            if (!isQuiet)
            {
                WriteDetails(json, finding);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (Cut.Count > 0)
        {
            json.WriteStartArray("cut"u8);
            foreach (var rule in Cut)
            {
                json.WriteStringValue(rule);
            }
            json.WriteEndArray();
        }
    }

    /// <summary>Problem details (RFC 9457).</summary>
    private void WriteProblem(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, Status switch { 400 => "Bad Request", 413 => "Content Too Large", _ => "Unprocessable Content" });
        json.WriteNumber("status"u8, Status);
        json.WriteStartArray("errors"u8);
        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, error.Path);
            json.WriteString("code"u8, error.Code);
            json.WriteString("message"u8, error.Message.En);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSubjects(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("subjects"u8);
        foreach (var subject in finding.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(subject.Kind.ToString()));
            json.WriteString("id"u8, subject.Id);
            if (subject.Source is not null)
            {
                json.WriteString("source"u8, subject.Source);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteDetails(Utf8JsonWriter json, Finding finding)
    {
        json.WritePropertyName("evidence"u8);
        json.WriteRawValue(finding.Evidence.Json, skipInputValidation: true);
        json.WriteStartObject("text"u8);
        json.WriteString("da"u8, Text(Language.Da, finding));
        json.WriteString("en"u8, Text(Language.En, finding));
        json.WriteEndObject();
    }

    private string Text(Language language, Finding finding) =>
        new ConflictTexts(_names!, language).Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json);
}
