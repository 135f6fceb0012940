using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// The viewer takes several conflicts on, to be done by one day. Each is decided, written down and saved by itself, as if it had been taken
/// on alone: what somebody has changed meanwhile, or is refused, is told and left, and the rest is done. Sent twice it changes nothing more.
/// </summary>
[Needs(Permission.FindCitizens)]
public sealed record AcknowledgeConflicts(IReadOnlyList<AcknowledgeConflicts.Chosen> Conflicts, DateOnly Due)
    : ICommand<IReadOnlyList<AcknowledgeConflicts.Outcome>>, IRunsItsOwnTransactions
{
    public static readonly Refusal ChangedMeanwhile = new("conflict.changedMeanwhile");
    public static readonly Refusal NotYours = new("conflict.notYours");

    /// <param name="SeenRevision">The one it was shown with.</param>
    public sealed record Chosen(ConflictId Id, long SeenRevision);

    /// <param name="Why">Null of one that was taken on.</param>
    public sealed record Outcome(ConflictId Id, Refusal? Why);

    internal sealed class Validator : AbstractValidator<AcknowledgeConflicts>
    {
        public Validator()
        {
            RuleFor(command => command.Conflicts).NotEmpty().WithMessage("err.conflicts.none");
            RuleFor(command => command.Conflicts.Count).LessThanOrEqualTo(ListConflicts.DefaultSize);
            RuleFor(command => command.Due).NotEmpty().WithMessage("err.date.missing");
        }
    }

    internal sealed class Handler(ISender sender, ISammenhaengDb db, ITransactions transactions, ICurrentViewer current)
        : ICommandHandler<AcknowledgeConflicts, IReadOnlyList<Outcome>>
    {
        public async Task<Result<IReadOnlyList<Outcome>>> Handle(AcknowledgeConflicts command, CancellationToken cancellationToken)
        {
            var self = current.Viewer.UserId?.Value ?? throw new AccessDeniedException("access.unknown");
            var outcomes = new List<Outcome>(command.Conflicts.Count);
            foreach (var chosen in command.Conflicts.DistinctBy(one => one.Id))
            {
                outcomes.Add(new Outcome(chosen.Id, await TakeOnAsync(chosen, command.Due, self, cancellationToken)));
            }
            return outcomes;
        }

        private async Task<Refusal?> TakeOnAsync(Chosen chosen, DateOnly due, Guid self, CancellationToken cancellationToken)
        {
            try
            {
                var done = await sender.Send(new AcknowledgeConflict(chosen.Id, chosen.SeenRevision, Owner: null, due), cancellationToken);
                return done.Succeeded ? null : done.Refusal;
            }
            catch (StaleRevisionException)
            {
                return await IsTakenOnAsync(chosen.Id, due, self, cancellationToken) ? null : ChangedMeanwhile;
            }
            catch (AccessDeniedException)
            {
                return NotYours;
            }
        }

        /// <summary>What changed it meanwhile was this very command, sent before.</summary>
        private Task<bool> IsTakenOnAsync(ConflictId conflict, DateOnly due, Guid self, CancellationToken cancellationToken) => transactions.RunAsync(
            token => db.Sql<bool>(
                $"""
                select exists (select from conflicts c
                    where c.id = {conflict.Value} and c.state = 'acknowledged' and c.owner_id = {self} and c.due_on = {due}) as "Value"
                """).SingleAsync(token),
            TransactionKind.Read,
            cancellationToken);
    }
}
