using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Writing;

/// <summary>What stands in the form, held against the rest of the plan. Nothing is kept.</summary>
[Needs(Permission.SeeCourse)]
public sealed record PreviewItem(CitizenId CitizenId, string Area, string Id, WrittenValues Values) : IQuery<PreviewItem.Answer>, IConcernsCitizen
{
    /// <param name="Told">Null where the form does not hold yet.</param>
    public sealed record Answer(IReadOnlyList<FieldError> Errors, PreviewChange.Answer? Told);

    internal sealed class Handler(
        WrittenDocuments documents, LockedPlans locked, IUnsavedChanges changes, IReferenceData reference, ICurrentViewer current, TimeProvider clock) : IQueryHandler<PreviewItem, Answer>
    {
        public async Task<Answer> Handle(PreviewItem query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var errors = query.Values.Check();
            if (errors.Count > 0)
            {
                return new Answer(errors, null);
            }
            if (await locked.RefusalAsync((query.CitizenId, query.Area), query.Values.Kind, query.Id, query.Values, cancellationToken) is { } refusal)
            {
                return new Answer([new FieldError("", "refusal." + refusal.Code)], null);
            }
            var change = await documents.MakeAsync((query.CitizenId, query.Area), query.Id, seen: 0, query.Values, cancellationToken);
            var unsaved = await changes.TryAsync(query.CitizenId, change.Document, isWrittenHere: true, cancellationToken) ?? throw new AccessDeniedException();
            return unsaved.Errors.Count > 0
                ? new Answer([.. unsaved.Errors.Select(error => WrittenDocuments.FieldOf(error, query.Values.Kind)).Distinct()], null)
                : new Answer([], ChangeTold.Of(unsaved, await reference.CurrentAsync(cancellationToken), current.Viewer, clock.Today()));
        }
    }
}
