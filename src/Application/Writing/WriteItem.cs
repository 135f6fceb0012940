using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Severity = Sammenhaeng.Domain.Conflicts.Severity;

namespace Sammenhaeng.Application.Writing;

/// <summary>
/// Writes a plan, or something of one, for an area that has no system of its own. It is held against the rest of the plan first: what
/// would cause a high conflict is saved when whoever writes has seen that, and not before.
/// </summary>
/// <param name="Id">Of the item; of a new one made by the form, so that sending it twice makes one.</param>
/// <param name="Seen">The version that was changed; 0 of a new one.</param>
/// <param name="IsSeenThrough">What it causes has been looked at.</param>
[Needs(Permission.WritePlans)]
public sealed record WriteItem(CitizenId CitizenId, string Area, string Id, int Seen, WrittenValues Values, bool IsSeenThrough)
    : ICommand<WriteItem.Answer>, IConcernsCitizen
{
    /// <param name="Errors">Why it was refused.</param>
    /// <param name="Told">What it would cause, where it was held back for that.</param>
    public sealed record Answer(WriteResult Result, IReadOnlyList<FieldError> Errors, PreviewChange.Answer? Told);

    internal sealed class Validator : AbstractValidator<WriteItem>
    {
        public Validator()
        {
            RuleFor(command => command.Id).Matches("^[a-z0-9-]{1,64}$");
            RuleFor(command => command.Seen).GreaterThanOrEqualTo(0);
            RuleFor(command => command.Values.Kind).IsInEnum();
        }
    }

    internal sealed class Handler(
        ISammenhaengDb db, WrittenDocuments documents, IWrittenItems items, IReferenceData reference, ICurrentViewer current, TimeProvider clock) : ICommandHandler<WriteItem, Answer>
    {
        public async Task<Result<Answer>> Handle(WriteItem command, CancellationToken cancellationToken)
        {
            var errors = command.Values.Check();
            if (errors.Count > 0)
            {
                return new Answer(WriteResult.Refused, errors, null);
            }
            var change = await documents.MakeAsync((command.CitizenId, command.Area), command.Id, command.Seen, command.Values, cancellationToken);
            var data = await reference.CurrentAsync(cancellationToken);
            PreviewChange.Answer? told = null;
            bool Holds(UnsavedChange unsaved)
            {
                told = ChangeTold.Of(unsaved, data, current.Viewer, clock.Today());
                return told.Caused.Any(line => line.Severity >= Severity.H);
            }
            var outcome = await items.WriteAsync(change, command.IsSeenThrough ? null : Holds, cancellationToken) ?? throw new AccessDeniedException();
            if (outcome.Result == WriteResult.Saved)
            {
                await db.DropDraftAsync((command.CitizenId, command.Values.Kind, command.Seen == 0 ? "" : command.Id), current.Viewer, cancellationToken);
            }
            return new Answer(
                outcome.Result, [.. outcome.Errors.Select(error => WrittenDocuments.FieldOf(error, command.Values.Kind)).Distinct()],
                outcome.Result == WriteResult.Held ? told : null);
        }
    }
}
