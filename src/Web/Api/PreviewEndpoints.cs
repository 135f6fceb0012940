using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Web.Api;

/// <summary>What a change that is not saved would do to a citizen's conflicts. Nothing is stored.</summary>
internal sealed class PreviewEndpoints : IEndpoints
{
    internal sealed record FindingOut(
        string Rule, string Fingerprint, string Severity, IReadOnlyList<ConflictEndpoints.SubjectOut> Subjects, Bilingual Title, Bilingual Text);

    /// <param name="Caused">What would be found that is not found now.</param>
    /// <param name="Solved">What is found now and would be no longer.</param>
    /// <param name="Left">What is found now and would be still, as it would be then.</param>
    internal sealed record PreviewOut(IReadOnlyList<FindingOut> Caused, IReadOnlyList<FindingOut> Solved, IReadOnlyList<FindingOut> Left);

    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/citizens/{id:guid}/preview", PreviewAsync).WithName("previewChange").WithTags("citizens")
            .WithSummary("What a course document, mostly a patch, would cause, solve and leave. Nothing is stored.")
            .Accepts<object>("application/json").Produces<PreviewOut>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(422);

    private static async Task<IResult> PreviewAsync(Guid id, HttpContext http, ISender sender)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var answer = await sender.Send(new PreviewChange(CitizenId.From(id), body.GetBuffer().AsMemory(0, (int)body.Length)), http.RequestAborted);
        return answer.Errors.Count > 0
            ? new ProblemResult(Problem.Of(CourseDocumentEndpoints.StatusOf(answer.Reading), [.. answer.Errors.Select(CourseDocumentEndpoints.ErrorOut)]))
            : Results.Json(new PreviewOut(Out(answer.Caused), Out(answer.Solved), Out(answer.Left)), ApiJson.Options);
    }

    private static List<FindingOut> Out(IReadOnlyList<PreviewChange.Line> lines) =>
        [.. lines.Select(line => new FindingOut(
            line.Rule, line.Fingerprint, line.Severity.ToString(), [.. line.Subjects.Select(subject => new ConflictEndpoints.SubjectOut(subject.Kind, subject.Id, subject.Source))], line.Title, line.Text))];
}
