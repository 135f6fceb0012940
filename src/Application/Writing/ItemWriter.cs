using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Writing;

/// <summary>Writes one item for an area: checked, held against the rest of the plan, and kept. The one way, whatever request it is for.</summary>
internal sealed class ItemWriter(
    WrittenDocuments documents, LockedPlans locked, IWrittenItems items, IReferenceData reference, ICurrentViewer current, TimeProvider clock)
{
    /// <param name="of">Whom, and in which of the viewer's areas.</param>
    /// <param name="id">Of the item; of a new one made by the form, so that sending it twice makes one.</param>
    /// <param name="seen">The version that was changed; 0 of a new one.</param>
    /// <param name="values">As they stand in the form.</param>
    /// <param name="isSeenThrough">What it causes has been looked at; else what would cause a high conflict is held.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WriteItem.Answer> WriteAsync(
        (CitizenId Citizen, string Area) of, string id, int seen, WrittenValues values, bool isSeenThrough, CancellationToken cancellationToken)
    {
        var errors = values.Check();
        if (errors.Count > 0)
        {
            return new WriteItem.Answer(WriteResult.Refused, errors, null);
        }
        if (await locked.RefusalAsync(of, values.Kind, id, values, cancellationToken) is { } refusal)
        {
            return new WriteItem.Answer(WriteResult.Refused, [new FieldError("", "refusal." + refusal.Code)], null);
        }
        var change = await documents.MakeAsync(of, id, seen, values, cancellationToken);
        var data = await reference.CurrentAsync(cancellationToken);
        PreviewChange.Answer? told = null;
        bool Holds(UnsavedChange unsaved)
        {
            told = ChangeTold.Of(unsaved, data, current.Viewer, clock.Today());
            return told.Caused.Any(line => line.Severity >= Severity.H);
        }
        var outcome = await items.WriteAsync(change, isSeenThrough ? null : Holds, cancellationToken) ?? throw new AccessDeniedException();
        return new WriteItem.Answer(
            outcome.Result, [.. outcome.Errors.Select(error => WrittenDocuments.FieldOf(error, values.Kind)).Distinct()],
            outcome.Result == WriteResult.Held ? told : null);
    }
}
