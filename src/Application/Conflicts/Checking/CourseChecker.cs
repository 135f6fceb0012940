using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// Judges documents without storing anything: the same engine as re-check and sweep, over the same rows, with the seed's limits.
/// Answers in JSON as scripts read it. One request at a time.
/// </summary>
/// <param name="brief">Leaves out evidence and text.</param>
public sealed class CourseChecker(bool brief = false)
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = DocumentLimits.MaxDepth + 3 };

    private readonly CourseDocumentReader _reader = new(SeedReference.Snapshot);
    private readonly ConflictEngine _engine = new();
    private readonly CourseBuilder _course = new();

    /// <summary>Writes the answer as one object; tells whether there was a finding or an error.</summary>
    public bool Answer(ReadOnlyMemory<byte> request, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var found = AnswerInto(request, json, withId: true) is not [];
        json.WriteEndObject();
        return found;
    }

    /// <summary>Writes <c>{"findings":[…]}</c>, or answers the problem and writes nothing.</summary>
    public CheckProblem? AnswerAlone(ReadOnlyMemory<byte> request, Utf8JsonWriter json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(request, Depth);
            var read = CheckRequest.Read(parsed.RootElement, _reader);
            if (read.Errors.Count > 0)
            {
                return CheckProblem.Invalid(read.Errors);
            }
            json.WriteStartObject();
            WriteFindings(Judge(read), json);
            json.WriteEndObject();
            return null;
        }
        catch (JsonException)
        {
            return CheckProblem.Malformed();
        }
    }

    /// <summary>Writes the fields of the answer; the findings, or null where there was an error.</summary>
    private IReadOnlyList<Finding>? AnswerInto(ReadOnlyMemory<byte> request, Utf8JsonWriter json, bool withId)
    {
        JsonDocument parsed;
        try
        {
            parsed = JsonDocument.Parse(request, Depth);
        }
        catch (JsonException)
        {
            WriteProblem(json, CheckProblem.Malformed());
            return null;
        }
        using (parsed)
        {
            if (withId && parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("id", out var id))
            {
                json.WritePropertyName("id");
                id.WriteTo(json);
            }
            var read = CheckRequest.Read(parsed.RootElement, _reader);
            if (read.Errors.Count > 0)
            {
                WriteProblem(json, CheckProblem.Invalid(read.Errors));
                return null;
            }
            var findings = Judge(read);
            WriteFindings(findings, json);
            return findings;
        }
    }

    internal static void WriteProblem(Utf8JsonWriter json, CheckProblem problem)
    {
        json.WritePropertyName("error");
        problem.Write(json);
    }

    private IReadOnlyList<Finding> Judge(CheckRequest request)
    {
        _course.Clear();
        request.Documents.Fill(_course);
        return _engine.Judge(_course.Build(request.AsOf, SeedReference.Snapshot, request.HorizonDays, request.Travel));
    }

    private void WriteFindings(IReadOnlyList<Finding> findings, Utf8JsonWriter json)
    {
        var names = new CourseNames(_course, CourseMask.Unmasked(_course), SeedReference.Snapshot);
        var (danish, english) = (new ConflictTexts(names, Language.Da), new ConflictTexts(names, Language.En));
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("severity", finding.Severity.ToString());
            WriteSubjects(finding, json);
            if (!brief)
            {
                json.WritePropertyName("evidence");
                json.WriteRawValue(finding.Evidence.Json, skipInputValidation: true);
                json.WriteStartObject("text");
                json.WriteString("da", danish.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json));
                json.WriteString("en", english.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json));
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSubjects(Finding finding, Utf8JsonWriter json)
    {
        json.WriteStartArray("subjects");
        foreach (var subject in finding.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("kind", Word<SubjectKind>.Of(subject.Kind));
            json.WriteString("id", subject.Id);
            if (subject.Source is not null)
            {
                json.WriteString("source", subject.Source);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
