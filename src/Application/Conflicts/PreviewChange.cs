using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

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

    internal sealed class Handler(IUnsavedChanges changes, IReferenceData reference, ICurrentViewer current, TimeProvider clock) : IQueryHandler<PreviewChange, Answer>
    {
        public async Task<Answer> Handle(PreviewChange query, CancellationToken cancellationToken)
        {
            var change = await changes.TryAsync(query.CitizenId, query.Document, isWrittenHere: false, cancellationToken) ?? throw new AccessDeniedException();
            return ChangeTold.Of(change, await reference.CurrentAsync(cancellationToken), current.Viewer, clock.Today());
        }
    }
}
