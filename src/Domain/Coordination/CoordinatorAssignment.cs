using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Coordination;

/// <summary>Somebody of the staff as the role names them; a user only if the person signs in here.</summary>
public sealed record StaffPerson(PersonId PersonId, UserId? UserId, string Name);

/// <summary>What is wanted of a coordinator.</summary>
/// <param name="To">The last day, of a deputy; a main coordinator stays until somebody else has taken over.</param>
public sealed record CoordinatorTerms(
    CoordinatorKind Kind, DateOnly From, IReadOnlyList<CoordinatorMandate> Mandate, bool CitizenChose, string? HandoverNote = null, DateOnly? To = null);

/// <summary>
/// The role of coordinating contact, held by one person for one citizen. Naming oneself acts at once; anyone else must accept, and
/// until then the one before stays. That only one main coordinator is active is decided by the database.
/// </summary>
public sealed class CoordinatorAssignment : AggregateRoot
{
    private List<CoordinatorMandate> _mandate = [];

    private CoordinatorAssignment()
    {
    }

    public CoordinatorAssignmentId Id { get; private init; }

    public CitizenId CitizenId { get; private init; }

    public PersonId PersonId { get; private init; }

    public UserId? UserId { get; private init; }

    public string Name { get; private init; } = "";

    public CoordinatorKind Kind { get; private init; }

    public AssignmentState State { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly? To { get; private set; }

    public IReadOnlyList<CoordinatorMandate> Mandate => _mandate;

    public bool CitizenChose { get; private init; }

    public string? HandoverNote { get; private init; }

    public UserId? ProposedBy { get; private init; }

    public DateTimeOffset ProposedAt { get; private init; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public string? DeclineReason { get; private set; }

    /// <summary>The contact of an area system whose claim to the role was taken over as a fact.</summary>
    public string? AdoptedSource { get; private init; }

    public string? AdoptedContactId { get; private init; }

    public static CoordinatorAssignment TakeOn(CitizenId citizen, StaffPerson self, CoordinatorTerms terms, DateTimeOffset now)
    {
        var assignment = new CoordinatorAssignment(citizen, self, terms)
        {
            State = AssignmentState.Active,
            ProposedBy = self.UserId,
            ProposedAt = now,
            AnsweredAt = now,
        };
        assignment.Raise(new CoordinatorTookOn(assignment.Id, citizen));
        return assignment;
    }

    public static Result<CoordinatorAssignment> Propose(
        CitizenId citizen, StaffPerson person, CoordinatorTerms terms, UserId proposedBy, DateTimeOffset now)
    {
        if (person.UserId is null)
        {
            return CoordinationRefusals.CannotAnswer;
        }

        var assignment = new CoordinatorAssignment(citizen, person, terms)
        {
            State = AssignmentState.Proposed,
            ProposedBy = proposedBy,
            ProposedAt = now,
        };
        assignment.Raise(new CoordinatorProposed(assignment.Id, citizen));
        return assignment;
    }

    /// <summary>Takes over the single live claim of an imported contact. It ends here when it ends there.</summary>
    public static CoordinatorAssignment Adopt(
        CitizenId citizen, StaffPerson person, CoordinatorTerms terms, DateOnly? to, string source, string contactId, DateTimeOffset now)
    {
        var assignment = new CoordinatorAssignment(citizen, person, terms)
        {
            State = AssignmentState.Active,
            To = to,
            ProposedAt = now,
            AnsweredAt = now,
            AdoptedSource = source,
            AdoptedContactId = contactId,
        };
        assignment.Raise(new CoordinatorTookOn(assignment.Id, citizen));
        return assignment;
    }

    /// <summary>The person asked says yes. The use case ends the main coordinator before in the same transaction, first.</summary>
    public Result<Done> Accept(UserId by, DateOnly today, DateTimeOffset now)
    {
        if (Refuse(by) is { } refusal)
        {
            return refusal;
        }
        if (To < today)
        {
            return CoordinationRefusals.IsOver;
        }

        State = AssignmentState.Active;
        // The main coordinator before ends today: were the next one to begin later, nobody would coordinate meanwhile.
        From = Kind == CoordinatorKind.Main || From < today ? today : From;
        AnsweredAt = now;
        Raise(new CoordinatorTookOn(Id, CitizenId));
        return Done.Value;
    }

    public Result<Done> Decline(UserId by, string? reason, DateTimeOffset now)
    {
        if (Refuse(by) is { } refusal)
        {
            return refusal;
        }

        State = AssignmentState.Declined;
        DeclineReason = reason;
        AnsweredAt = now;
        Raise(new CoordinatorDeclined(Id, CitizenId));
        return Done.Value;
    }

    public Result<Done> Withdraw(DateTimeOffset now)
    {
        if (State != AssignmentState.Proposed)
        {
            return CoordinationRefusals.NotProposed;
        }

        State = AssignmentState.Withdrawn;
        AnsweredAt = now;
        Raise(new CoordinatorProposalWithdrawn(Id, CitizenId));
        return Done.Value;
    }

    /// <summary>Gives up the role; the last day is one it was still held on.</summary>
    public Result<Done> End(DateOnly lastDay)
    {
        if (State != AssignmentState.Active)
        {
            return CoordinationRefusals.NotActive;
        }

        State = AssignmentState.Ended;
        To = lastDay < From ? From : lastDay;
        Raise(new CoordinatorEnded(Id, CitizenId));
        return Done.Value;
    }

    public Result<Done> Authorise(IReadOnlyList<CoordinatorMandate> mandate)
    {
        if (State is not (AssignmentState.Active or AssignmentState.Proposed))
        {
            return CoordinationRefusals.NotActive;
        }
        if (AdoptedSource is not null)
        {
            return CoordinationRefusals.OwnedBySource;
        }

        _mandate = [.. mandate.Distinct().Order()];
        Raise(new CoordinatorMandateChanged(Id, CitizenId));
        return Done.Value;
    }

    private CoordinatorAssignment(CitizenId citizen, StaffPerson person, CoordinatorTerms terms)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person.Name);
        if (terms.Kind == CoordinatorKind.None)
        {
            throw new ArgumentException("A coordinator is main or deputy.", nameof(terms));
        }

        Id = CoordinatorAssignmentId.New();
        CitizenId = citizen;
        PersonId = person.PersonId;
        UserId = person.UserId;
        Name = person.Name;
        Kind = terms.Kind;
        From = terms.From;
        To = terms.To;
        CitizenChose = terms.CitizenChose;
        HandoverNote = terms.HandoverNote;
        _mandate = [.. terms.Mandate.Distinct().Order()];
    }

    private Refusal? Refuse(UserId by) =>
        State != AssignmentState.Proposed ? CoordinationRefusals.NotProposed
        : UserId != by ? CoordinationRefusals.NotYours
        : null;
}
