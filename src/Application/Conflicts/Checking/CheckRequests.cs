using System.Text.Encodings.Web;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>How many requests were answered, and with what.</summary>
public sealed record CheckTotals(long Requests, long Findings, long Errors);

/// <summary>Answers the requests of a stream, one line each, in order. Memory does not grow with the stream.</summary>
public static class CheckRequests
{
    private static readonly JsonWriterOptions AsRead = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static CheckTotals Run(Stream requests, Stream answers, bool isQuiet, CancellationToken cancellationToken = default)
    {
        var values = new JsonValues(requests, CourseChecker.MaxBytes);
        var checker = new CourseChecker();
        using var json = new Utf8JsonWriter(answers, AsRead);
        var totals = new CheckTotals(0, 0, 0);
        while (!cancellationToken.IsCancellationRequested && values.Next() is var found and not JsonValues.Found.End)
        {
            var answer = found switch
            {
                JsonValues.Found.Value => checker.Check(values.Value),
                JsonValues.Found.TooLarge => CheckAnswer.OfFault(DocumentErrorCodes.TooLarge, CheckAnswer.Most),
                _ => CheckAnswer.OfFault(DocumentErrorCodes.Malformed, values.Place),
            };
            answer.Write(json, isQuiet);
            json.Flush();
            json.Reset();
            answers.WriteByte((byte)'\n');
            totals = new CheckTotals(
                totals.Requests + 1, totals.Findings + answer.Findings.Count, totals.Errors + (answer.Status == 200 ? 0 : 1));
        }
        answers.Flush();
        return totals;
    }
}
