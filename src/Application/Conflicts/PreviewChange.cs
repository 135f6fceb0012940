using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// What a change that is not saved would cause, solve and leave: the same engine over the same rows, with the change laid over
/// them, in words for the viewer.
/// </summary>
/// <param name="Document">A course document of mode patch with what would be changed.</param>
[Needs(Permission.SeeCourse)]
public sealed record PreviewChange(CitizenId CitizenId, ReadOnlyMemory<byte> Document, Language Language)
    : IQuery<PreviewChange.Answer>, IConcernsCitizen
{
    public sealed record Line(string Rule, string Fingerprint, Severity Severity, string Title, string Explanation);

    /// <param name="Errors">Why the change cannot be previewed; then the lists are empty.</param>
    public sealed record Answer(IReadOnlyList<DocumentError> Errors, IReadOnlyList<Line> Caused, IReadOnlyList<Line> Solved, IReadOnlyList<Line> Left);

    internal sealed class Handler(ICourses courses, IReferenceData referenceData, ICurrentViewer current, TimeProvider clock) : IQueryHandler<PreviewChange, Answer>
    {
        public async Task<Answer> Handle(PreviewChange query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var data = await referenceData.CurrentAsync(cancellationToken);
            var reference = data.On(today);
            var reading = CourseDocumentReader.Read(query.Document.Span, reference);
            if (reading.Document is not { Mode: DocumentMode.Patch } patch)
            {
                return new Answer(reading.Document is null ? reading.Errors : [new DocumentError("/mode", DocumentErrorCodes.NotAllowed)], [], [], []);
            }
            var file = await courses.OpenAsync(query.CitizenId, cancellationToken) ?? throw new AccessDeniedException();
            var engine = data.EngineOn(today);
            var before = engine.Judge(file.Course.Build(today, reference));
            var solvedTexts = Tell(before);
            UnsavedChange.Apply(file.Course, patch);
            var after = engine.Judge(file.Course.Build(today, reference));
            var afterTexts = Tell(after);
            var (known, still) = (KeysOf(before), KeysOf(after));
            return new Answer(
                [],
                [.. after.Zip(afterTexts).Where(pair => !known.Contains(KeyOf(pair.First))).Select(pair => pair.Second)],
                [.. before.Zip(solvedTexts).Where(pair => !still.Contains(KeyOf(pair.First))).Select(pair => pair.Second)],
                [.. after.Zip(afterTexts).Where(pair => known.Contains(KeyOf(pair.First))).Select(pair => pair.Second)]);

            List<Line> Tell(IReadOnlyList<Finding> findings)
            {
                var mask = current.Viewer.IsSystem
                    ? CourseMask.Unmasked(file.Course)
                    : CourseMask.For(file.Course, current.Viewer.Areas.ToHashSet(StringComparer.Ordinal));
                var texts = new ConflictTexts(new CourseNames(file.Course, mask, reference), query.Language);
                return [.. findings.Select(finding => new Line(finding.Rule, finding.Fingerprint, finding.Severity, texts.Title(finding.Rule),
                    texts.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json)))];
            }
        }

        private static HashSet<(string, string)> KeysOf(IReadOnlyList<Finding> findings) => [.. findings.Select(KeyOf)];

        private static (string Rule, string SubjectKey) KeyOf(Finding finding) => (finding.Rule, finding.SubjectKey);
    }
}
