using System.Text.Json;
using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Writing;

/// <summary>
/// What stands in the form, held against the rest of the plan, and kept for its writer in place of what stood in it before: whoever is signed out,
/// or whose machine dies, goes on from here. One thing that is done, and one line in the log.
/// </summary>
/// <param name="Item">Null of something new.</param>
/// <param name="Id">Of something new, too: what is saved in the end is the one that was begun.</param>
[Needs(Permission.WritePlans)]
public sealed record CheckItem(CitizenId CitizenId, string? Item, string Area, string Id, int Seen, WrittenValues Values) : ICommand<CheckItem.Answer>, IConcernsCitizen
{
    private const int MostBytes = 65_536;

    /// <param name="Told">Null where the form does not hold yet.</param>
    public sealed record Answer(IReadOnlyList<FieldError> Errors, PreviewChange.Answer? Told);

    internal sealed class Validator : AbstractValidator<CheckItem>
    {
        public Validator()
        {
            RuleFor(command => command.Id).Matches("^[a-z0-9-]{1,64}$");
            RuleFor(command => command.Item).Matches("^[a-z0-9-]{1,64}$").When(command => command.Item is not null);
            RuleFor(command => command.Values).Must(values => JsonSerializer.Serialize(values.Fields).Length <= MostBytes);
        }
    }

    internal sealed class Handler(
        ISammenhaengDb db, WrittenDocuments documents, LockedPlans locked, IUnsavedChanges changes, IReferenceData reference, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<CheckItem, Answer>
    {
        public async Task<Result<Answer>> Handle(CheckItem command, CancellationToken cancellationToken)
        {
            if (!current.Viewer.Areas.Contains(command.Area))
            {
                throw new AccessDeniedException("access.area");
            }
            await db.KeepDraftAsync(command, current.Viewer, clock.GetUtcNow(), cancellationToken);
            var errors = command.Values.Check();
            if (errors.Count > 0)
            {
                return new Answer(errors, null);
            }
            if (await locked.RefusalAsync((command.CitizenId, command.Area), command.Values.Kind, command.Id, command.Values, cancellationToken) is { } refusal)
            {
                return new Answer([new FieldError("", "refusal." + refusal.Code)], null);
            }
            var change = await documents.MakeAsync((command.CitizenId, command.Area), command.Id, seen: 0, command.Values, cancellationToken);
            var unsaved = await changes.TryAsync(command.CitizenId, change.Document, isWrittenHere: true, cancellationToken) ?? throw new AccessDeniedException();
            return unsaved.Errors.Count > 0
                ? new Answer([.. unsaved.Errors.Select(error => WrittenDocuments.FieldOf(error, command.Values.Kind)).Distinct()], null)
                : new Answer([], ChangeTold.Of(unsaved, await reference.CurrentAsync(cancellationToken), current.Viewer, clock.Today()));
        }
    }
}
