using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>
/// Gives a colleague, or oneself, what somebody who has left still holds. Each thing is decided, written down and saved by itself by the request that does
/// it alone: what is refused is told and left, and the rest is done. Sent twice it changes nothing more.
/// </summary>
/// <param name="Due">Of conflicts: the day by which whoever gets them has done them.</param>
[Needs(Permission.FindCitizens)]
public sealed record HandOver(UserId From, UserId To, IReadOnlyList<HandOver.Chosen> Things, DateOnly? Due)
    : ICommand<IReadOnlyList<HandOver.Outcome>>, IRunsItsOwnTransactions
{
    public const int Most = 200;

    public static readonly Refusal ChangedMeanwhile = new("handOver.changedMeanwhile");
    public static readonly Refusal NotYours = new("handOver.notYours");
    public static readonly Refusal InItsSystem = new("handOver.inItsSystem");

    /// <param name="Revision">The one it was shown with.</param>
    public sealed record Chosen(string Which, string Id, long Revision);

    /// <param name="Citizen">Whose it is, and <paramref name="Words"/> what; null of what is no longer there.</param>
    /// <param name="Why">Null of what has changed hands.</param>
    public sealed record Outcome(string Which, string Id, string? Citizen, string? Words, Refusal? Why);

    internal sealed class Validator : AbstractValidator<HandOver>
    {
        public Validator()
        {
            RuleFor(command => command.Things).NotEmpty().WithMessage("err.handOver.none");
            RuleFor(command => command.Things.Count).LessThanOrEqualTo(Most);
            RuleFor(command => command.Due).NotNull().When(command => command.Things.Any(thing => thing.Which == HeldByWhoLeft.Conflict)).WithMessage("err.date.missing");
        }
    }

    internal sealed class Handler(ISender sender, ISammenhaengDb db, ITransactions transactions, ICurrentViewer current, TimeProvider clock)
        : ICommandHandler<HandOver, IReadOnlyList<Outcome>>
    {
        private static readonly string[] _last = [HeldByWhoLeft.FollowUp, HeldByWhoLeft.Agreement];

        public async Task<Result<IReadOnlyList<Outcome>>> Handle(HandOver command, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var held = await transactions.RunAsync(
                token => HeldByWhoLeft.ReadAsync(db, viewer, clock.Today(), token), TransactionKind.Read, cancellationToken);
            var there = held.Where(row => row.UserId == command.From.Value).ToDictionary(row => (row.Which, row.Id));
            var outcomes = new List<Outcome>(command.Things.Count);
            // A follow-up after the role, for whoever coordinates may call. Agreements last: a new contact at the citizen changes what conflicts
            // about contacts are made of.
            foreach (var chosen in command.Things.DistinctBy(thing => (thing.Which, thing.Id)).OrderBy(thing => Array.IndexOf(_last, thing.Which)))
            {
                var row = there.GetValueOrDefault((chosen.Which, chosen.Id));
                var why = row is null
                    ? await HasItAsync(command.To, chosen, cancellationToken) ? null : ChangedMeanwhile
                    : await GiveAsync(command, row, chosen.Revision, viewer.UserId, cancellationToken);
                outcomes.Add(new Outcome(chosen.Which, chosen.Id, row?.Citizen, row?.Words, why));
            }
            return outcomes;
        }

        private async Task<Refusal?> GiveAsync(HandOver command, HeldByWhoLeft.Row row, long revision, UserId? self, CancellationToken cancellationToken)
        {
            var (citizen, to) = (CitizenId.From(row.CitizenId), command.To == self ? (UserId?)null : command.To);
            try
            {
                return row.Which switch
                {
                    HeldByWhoLeft.Conflict => WhyOf(await sender.Send(
                        new AcknowledgeConflict(ConflictId.From(Guid.Parse(row.Id)), revision, to, command.Due!.Value), cancellationToken)),
                    HeldByWhoLeft.Coordinator => WhyOf(await sender.Send(
                        new NameCoordinator(citizen, to, CoordinatorKind.Main, clock.Today(), null, [.. (row.Mandate ?? []).Select(Word<CoordinatorMandate>.Parse)], CitizenChose: false, Note: null), cancellationToken)),
                    HeldByWhoLeft.FollowUp => WhyOf(await sender.Send(new PassFollowUp(citizen, revision, command.From, command.To), cancellationToken)),
                    _ when row.Source == ItemKey.WrittenIn(row.Area!) => WhyOf(await sender.Send(
                        new PassAgreement(citizen, row.Area!, row.Id[(row.Source!.Length + 1)..], command.From, command.To), cancellationToken)),
                    _ => InItsSystem,
                };
            }
            catch (StaleRevisionException)
            {
                return ChangedMeanwhile;
            }
            catch (AccessDeniedException)
            {
                return NotYours;
            }
        }

        // Whoever has it, or has been asked, is whom it was to be given to.
        private static Refusal? WhyOf<T>(Result<T> done) => done.Succeeded || done.Refusal == CoordinationRefusals.Already ? null : done.Refusal;

        /// <summary>What took it from whoever left was this very command, sent before.</summary>
        private Task<bool> HasItAsync(UserId to, Chosen chosen, CancellationToken cancellationToken) => transactions.RunAsync(
            token => db.Sql<bool>(
                $"""
                select case {chosen.Which}
                  when 'conflict' then exists (select from conflicts c where c.id::text = {chosen.Id} and c.owner_id = {to.Value} and c.state = 'acknowledged')
                  when 'coordinator' then exists (select from coordinator_assignments k join coordinator_assignments n on n.citizen_id = k.citizen_id
                    where k.id::text = {chosen.Id} and n.kind = 'main' and n.user_id = {to.Value} and n.state in ('active', 'proposed'))
                  when 'followUp' then exists (select from follow_ups f where f.shared_plan_id::text = {chosen.Id} and f.state = 'planned' and f.caller = {to.Value})
                  else exists (select from agreements g join staff_directory d on d.source = g.source and d.contact_id = g.owner
                    where g.source || ':' || g.id = {chosen.Id} and d.user_id = {to.Value}) end as "Value"
                """).SingleAsync(token),
            TransactionKind.Read,
            cancellationToken);
    }
}
