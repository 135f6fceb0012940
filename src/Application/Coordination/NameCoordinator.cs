using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Coordination;

/// <summary>
/// Names a coordinator, or a deputy for a time. Oneself acts at once; a colleague is asked, and the one before stays until there is
/// a yes.
/// </summary>
/// <param name="Person">The colleague; null for oneself.</param>
/// <param name="From">Of a deputy. A main coordinator begins today, or on the day of the yes.</param>
/// <param name="To">The last day of a deputy, who stands in for a time and beside others who do. A main coordinator has none.</param>
[Needs(Permission.NameCoordinator)]
public sealed record NameCoordinator(
    CitizenId CitizenId,
    UserId? Person,
    CoordinatorKind Kind,
    DateOnly From,
    DateOnly? To,
    IReadOnlyList<CoordinatorMandate> Mandate,
    bool CitizenChose,
    string? Note) : ICommand<CoordinatorAssignmentId>, IConcernsCitizen
{
    /// <summary>Who was the main coordinator when somebody else was chosen; null where nobody was looked at.</summary>
    public SeenHolder? Seen { get; init; }

    /// <param name="Main">Null where there was nobody.</param>
    public sealed record SeenHolder(CoordinatorAssignmentId? Main, long Revision);

    internal sealed class Validator : AbstractValidator<NameCoordinator>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Kind).Must(kind => kind is CoordinatorKind.Main or CoordinatorKind.Deputy).WithMessage("err.coordinator.kind");
            RuleFor(command => command.From).Must(from => from >= clock.Today() && from <= clock.Today().AddYears(1))
                .When(command => command.Kind == CoordinatorKind.Deputy).WithMessage("err.coordinator.from");
            RuleFor(command => command.To).Must((command, to) => to >= command.From && to <= command.From.AddYears(1))
                .When(command => command.Kind == CoordinatorKind.Deputy).WithMessage("err.coordinator.to");
            RuleFor(command => command.Note).MaximumLength(2000).WithMessage("coordinator.note");
            RuleForEach(command => command.Mandate).IsInEnum();
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<NameCoordinator, CoordinatorAssignmentId>
    {
        public async Task<Result<CoordinatorAssignmentId>> Handle(NameCoordinator command, CancellationToken cancellationToken)
        {
            var self = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var user = await db.Users.SingleOrDefaultAsync(one => one.Id == (command.Person ?? self) && one.Active, cancellationToken);
            if (user is null || !user.Roles.Contains(Roles.Caseworker))
            {
                return CoordinationRefusals.CannotAnswer;
            }
            if (await HasItAsync(command, user.Id, cancellationToken))
            {
                return CoordinationRefusals.Already;
            }
            await MustBeSeenAsync(command, cancellationToken);
            var person = await db.PersonOfAsync(user, cancellationToken);
            var (from, to) = command.Kind == CoordinatorKind.Main ? (clock.Today(), null) : (command.From, command.To);
            var terms = new CoordinatorTerms(command.Kind, from, command.Mandate, command.CitizenChose, command.Note, to);
            var named = user.Id == self
                ? await TakeOnAsync(command, person, terms, cancellationToken)
                : CoordinatorAssignment.Propose(command.CitizenId, person, terms, self, clock.GetUtcNow());
            if (!named.Succeeded)
            {
                return named.Refusal;
            }
            db.CoordinatorAssignments.Add(named.Value);
            await db.SaveChangesAsync(cancellationToken);
            return named.Value.Id;
        }

        /// <summary>
        /// The same role or question again; or a deputy for oneself. A role that a system has told of may be taken over, also by the same person.
        /// </summary>
        private Task<bool> HasItAsync(NameCoordinator command, UserId user, CancellationToken cancellationToken)
        {
            var held = db.CoordinatorAssignments.Where(one => one.CitizenId == command.CitizenId && one.UserId == user && one.AdoptedSource == null);
            return command.Kind == CoordinatorKind.Main
                ? held.AnyAsync(one => one.Kind == CoordinatorKind.Main && (one.State == AssignmentState.Active || one.State == AssignmentState.Proposed), cancellationToken)
                : held.AnyAsync(
                    one => (one.Kind == CoordinatorKind.Main && one.State == AssignmentState.Active)
                        || (one.Kind == CoordinatorKind.Deputy && one.From == command.From && (one.State == AssignmentState.Active || one.State == AssignmentState.Proposed)),
                    cancellationToken);
        }

        /// <exception cref="StaleRevisionException">Somebody else has given the role to another, or changed it, since it was looked at.</exception>
        private async Task MustBeSeenAsync(NameCoordinator command, CancellationToken cancellationToken)
        {
            if (command is not { Kind: CoordinatorKind.Main, Seen: { } seen })
            {
                return;
            }
            var main = await db.CoordinatorAssignments
                .Where(one => one.CitizenId == command.CitizenId && one.Kind == CoordinatorKind.Main && one.State == AssignmentState.Active)
                .Select(one => new { one.Id, one.Revision }).SingleOrDefaultAsync(cancellationToken);
            if ((main?.Id, main?.Revision ?? 0) != (seen.Main, seen.Revision))
            {
                throw new StaleRevisionException();
            }
        }

        private async Task<Result<CoordinatorAssignment>> TakeOnAsync(
            NameCoordinator command, StaffPerson person, CoordinatorTerms terms, CancellationToken cancellationToken)
        {
            if (command.Kind == CoordinatorKind.Main)
            {
                await db.EndMainAsync(command.CitizenId, but: null, clock.Today(), cancellationToken);
            }
            return CoordinatorAssignment.TakeOn(command.CitizenId, person, terms, clock.GetUtcNow());
        }
    }
}
