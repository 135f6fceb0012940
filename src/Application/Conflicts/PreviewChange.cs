using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// What a change that is not saved would cause, solve and leave: the same engine, over the course as an import of the change would
/// make it, in words for the viewer. Nothing is stored.
/// </summary>
/// <param name="Document">A course document about the citizen with what would be changed; mostly a patch.</param>
[Needs(Permission.SeeCourse)]
public sealed record PreviewChange(CitizenId CitizenId, ReadOnlyMemory<byte> Document) : IQuery<PreviewChange.Answer>, IConcernsCitizen
{
    public sealed record Line(string Rule, string Fingerprint, Severity Severity, IReadOnlyList<Subject> Subjects, Bilingual Title, Bilingual Text);

    /// <param name="Reading">How reading the document went.</param>
    /// <param name="Errors">Why the change would be refused; then the lists are empty.</param>
    public sealed record Answer(
        ReadingOutcome Reading, IReadOnlyList<DocumentError> Errors, IReadOnlyList<Line> Caused, IReadOnlyList<Line> Solved, IReadOnlyList<Line> Left);

    internal sealed class Handler(IUnsavedChanges changes, IReferenceData referenceData, ICurrentViewer current, TimeProvider clock) : IQueryHandler<PreviewChange, Answer>
    {
        public async Task<Answer> Handle(PreviewChange query, CancellationToken cancellationToken)
        {
            var change = await changes.TryAsync(query.CitizenId, query.Document, cancellationToken) ?? throw new AccessDeniedException();
            if (change.Errors.Count > 0)
            {
                return new Answer(change.Reading, change.Errors, [], [], []);
            }
            var today = clock.Today();
            var data = await referenceData.CurrentAsync(cancellationToken);
            var (reference, engine) = (data.On(today), data.EngineOn(today));
            // Made before the change is tried: a consent or a share that is not saved opens nothing.
            _ = change.Before.Build(today, reference);
            var mask = current.Viewer.MaskOf(change.Before, today, reference);
            var (before, cutBefore) = Tell(change.Before, mask);
            var (after, cutAfter) = Tell(change.After, mask.Over(change.After));
            return new Answer(
                change.Reading,
                [],
                [.. after.Where(pair => !before.ContainsKey(pair.Key) && !cutBefore.Contains(pair.Key.Rule)).Select(pair => pair.Value)],
                [.. before.Where(pair => !after.ContainsKey(pair.Key) && !cutAfter.Contains(pair.Key.Rule)).Select(pair => pair.Value)],
                [.. after.Where(pair => before.ContainsKey(pair.Key)).Select(pair => pair.Value)]);

            (OrderedDictionary<(string Rule, string SubjectKey), Line> Told, IReadOnlyCollection<string> Cut) Tell(CourseBuilder course, CourseMask mask)
            {
                var findings = engine.Judge(course.Build(today, reference), out var cut);
                var names = new CourseNames(course, mask, reference);
                var (danish, english) = (new ConflictTexts(names, Language.Da), new ConflictTexts(names, Language.En));
                var told = new OrderedDictionary<(string Rule, string SubjectKey), Line>();
                foreach (var finding in findings.Where(finding => mask.IsCompared(finding.Subjects)))
                {
                    told[(finding.Rule, finding.SubjectKey)] = new Line(
                        finding.Rule, finding.Fingerprint, finding.Severity, finding.Subjects, RuleText.Of(finding.Rule).Title,
                        new Bilingual(
                            danish.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json),
                            english.Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json)));
                }
                return (told, cut);
            }
        }
    }
}
