using System.Collections.Frozen;
using System.Text;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>The rows of some documents, one buffer for each table. Belongs to one thread while it is written.</summary>
internal sealed class CourseCopy : IDisposable
{
    private readonly Dictionary<ItemTable, CopyBuffer> _buffers = ItemTable.All.ToDictionary(table => table, _ => new CopyBuffer());
    private int _document;

    public CopyBuffer this[ItemTable table] => _buffers[table];

    /// <summary>Rows in all tables.</summary>
    public int Count => _buffers.Values.Sum(buffer => buffer.Rows);

    public void Clear()
    {
        foreach (var buffer in _buffers.Values)
        {
            buffer.Clear();
        }
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers.Values)
        {
            buffer.Dispose();
        }
    }

    /// <param name="number">Of the document within the batch.</param>
    /// <param name="document">Read and checked.</param>
    /// <param name="network">How CPR numbers of network persons are kept.</param>
    public void Write(int number, CourseDocument document, NetworkCprs network)
    {
        _document = number;
        var items = document.Items;
        Plans(items);
        GoalsAndInterventions(items);
        Restrictions(items);
        Appointments(items);
        Contacts(items);
        Network(document, network);
        Residences(items);
        ConsentsAndMandates(items);
        AssessmentsAndMilestones(items);
        Decisions(items);
        foreach (ref readonly var agreement in items.Agreements.Span)
        {
            Row(ItemTable.Agreements).Text(agreement.Key.Id)
                .Text(agreement.Text).Text(agreement.Owner).Date(agreement.Due).Bool(agreement.Done);
        }
    }

    private CopyBuffer Row(ItemTable table) => _buffers[table].Row(table.FieldCount).Int(_document);

    private void Plans(CourseBuilder items)
    {
        foreach (ref readonly var plan in items.Plans.Span)
        {
            Row(ItemTable.Plans).Text(plan.Key.Id)
                .Text(plan.Type.Code).Text(plan.Title).Text(plan.Summary).Text(Word<PlanStatus>.Of(plan.Status))
                .Date(plan.Period.From).Date(plan.Period.End).Date(plan.NextFollowUp).Text(plan.OwnerId).Text(plan.Unit)
                .Text(Word<Sensitivity>.Of(plan.Sensitivity)).Int(plan.EndsAtAge).Text(plan.SuccessorRef).Bool(plan.NoFurtherNeed)
                .Text(plan.ReplacedByRef).Bool(plan.KeepsOwner).Bool(plan.CitizenDeclinedGoal).Date(plan.DecisionDate)
                .Text(plan.CaseSystem).Text(plan.CaseNumber).Text(plan.Kle);
        }
        var position = new Position();
        foreach (ref readonly var share in items.Shares.Span)
        {
            Row(ItemTable.PlanShares).Text(share.PlanId).Int(position.Of(share.PlanId))
                .Text(share.Area).Text(Word<ShareGround>.Of(share.Ground)).Text(share.Reason);
        }
    }

    private void GoalsAndInterventions(CourseBuilder items)
    {
        foreach (ref readonly var goal in items.Goals.Span)
        {
            Row(ItemTable.Goals).Text(goal.Key.Id)
                .Text(goal.PlanId).Text(goal.ParentId).Text(goal.Theme).Text(Word<GoalDirection>.Of(goal.Direction))
                .Text(Word<GoalOrigin>.Of(goal.Origin)).Text(goal.Text).Date(goal.Due).Text(Word<GoalStatus>.Of(goal.Status)).Short(goal.Attainment);
        }
        foreach (ref readonly var intervention in items.Interventions.Span)
        {
            Row(ItemTable.Interventions).Text(intervention.Key.Id)
                .Text(intervention.PlanId).Text(intervention.Title).Text(intervention.PurposeGroup)
                .Date(intervention.Period.From).Date(intervention.Period.End).Double(intervention.WeeklyHours).Bool(intervention.Obligatory)
                .Text(Word<InterventionStatus>.Of(intervention.Status)).Texts(intervention.Demands ?? []).Texts(intervention.GoalIds ?? [])
                .Text(intervention.Provider).Text(intervention.Kle);
        }
        var position = new Position();
        foreach (ref readonly var requirement in items.Requirements.Span)
        {
            Row(ItemTable.Requirements).Text(requirement.InterventionId).Int(position.Of(requirement.InterventionId))
                .Text(requirement.TargetSource).Text(requirement.TargetId).Text(Word<RequirementStrength>.Of(requirement.Strength));
        }
    }

    private void Restrictions(CourseBuilder items)
    {
        foreach (ref readonly var restriction in items.Restrictions.Span)
        {
            var hasWindow = restriction.WindowDays != Weekdays.None;
            Row(ItemTable.Restrictions).Text(restriction.Key.Id)
                .Text(Word<RestrictionKind>.Of(restriction.Kind)).Date(restriction.Period.From).Date(restriction.Period.End)
                .Double(restriction.Kind == RestrictionKind.MaxWeeklyHours ? restriction.Hours : null).Text(restriction.Demand)
                .Short(hasWindow ? (int)restriction.WindowDays : null)
                .Time(hasWindow ? restriction.WindowStart : null).Time(hasWindow ? restriction.WindowEnd : null)
                .Text(restriction.Statement);
        }
    }

    private void Appointments(CourseBuilder items)
    {
        foreach (ref readonly var appointment in items.Appointments.Span)
        {
            Row(ItemTable.Appointments).Text(appointment.Key.Id)
                .Text(appointment.PlanId).Text(appointment.Title).Instant(appointment.Start).Instant(appointment.End)
                .Text(Word<AppointmentMode>.Of(appointment.Mode)).Text(appointment.Place).Bool(appointment.Mandatory).Bool(appointment.Leisure)
                .Text(Word<AppointmentStatus>.Of(appointment.Status)).Bool(appointment.DecidesOnPlan)
                .Texts(appointment.Invited).Texts(appointment.Exemption).Bool(appointment.NeedsSupport).Text(appointment.Support);
        }
    }

    private void Contacts(CourseBuilder items)
    {
        foreach (ref readonly var contact in items.Contacts.Span)
        {
            var hasRole = contact.Coordinator != CoordinatorKind.None;
            Row(ItemTable.Contacts).Text(contact.Key.Id)
                .Text(contact.Area).Text(contact.Name).Text(contact.Role).Text(contact.Unit).Text(contact.Team).Text(contact.Email).Text(contact.Phone)
                .Date(From(contact.Period)).Date(contact.Period.End)
                .Date(contact.HasAbsence ? contact.Absence.From : null).Date(contact.HasAbsence ? contact.Absence.End : null)
                .Text(contact.DeputyId).Text(Word<CoordinatorKind>.Of(contact.Coordinator))
                .Date(hasRole ? contact.CoordinatorPeriod.From : null).Date(hasRole ? contact.CoordinatorPeriod.End : null)
                .Texts(contact.CoordinatorMandate).Bool(contact.CitizenChose);
        }
    }

    private void Network(CourseDocument document, NetworkCprs network)
    {
        var numbers = network.Of(document);
        foreach (ref readonly var person in document.Items.Network.Span)
        {
            var row = Row(ItemTable.NetworkMembers).Text(person.Key.Id).Text(person.Name).Text(person.Relation);
            if (numbers.TryGetValue(person.Key.Id, out var number))
            {
                row.Bytes(number.Cipher).Bytes(number.Index);
            }
            else
            {
                row.Null().Null();
            }
            row.Text(Word<PortalAccess>.Of(person.Portal)).Date(person.PortalUntil).Bool(person.CustodyHolder)
                .Text(Word<Protection>.Of(person.Protection));
        }
    }

    private void Residences(CourseBuilder items)
    {
        var position = 0;
        foreach (ref readonly var residence in items.Residences.Span)
        {
            Row(ItemTable.Residences).Int(position++)
                .Text(residence.PartyId).Text(residence.Place).Text(Word<ResidenceWeeks>.Of(residence.Weeks))
                .Texts(residence.Weeks == ResidenceWeeks.Listed ? residence.ListedWeeks ?? [] : null);
        }
    }

    private void ConsentsAndMandates(CourseBuilder items)
    {
        foreach (ref readonly var consent in items.Consents.Span)
        {
            Row(ItemTable.Consents).Text(consent.Key.Id)
                .Text(Word<ConsentKind>.Of(consent.Kind)).Texts(consent.FromAreas).Texts(consent.ToAreas).Texts(consent.Categories)
                .Text(consent.Purpose).Text(consent.GivenBy).Date(consent.GivenAt).Date(consent.ValidTo).Date(consent.RevokedAt);
        }
        foreach (ref readonly var power in items.PowersOfAttorney.Span)
        {
            Row(ItemTable.PowersOfAttorney).Text(power.Key.Id)
                .Text(power.Holder).Text(Word<PowerOfAttorneyKind>.Of(power.Kind)).Text(power.Scope).Date(power.ValidTo);
        }
    }

    private void AssessmentsAndMilestones(CourseBuilder items)
    {
        foreach (ref readonly var assessment in items.Assessments.Span)
        {
            Row(ItemTable.Assessments).Text(assessment.Key.Id)
                .Text(assessment.Theme).Text(Word<AssessmentScale>.Of(assessment.Scale)).Short(assessment.Level).Date(assessment.Date).Text(assessment.Unit);
        }
        foreach (ref readonly var milestone in items.Milestones.Span)
        {
            Row(ItemTable.Milestones).Text(milestone.Key.Id)
                .Text(milestone.PlanId).Text(milestone.MilestoneKey).Text(milestone.Title).Date(milestone.Due).Text(Word<MilestoneKind>.Of(milestone.Kind));
        }
    }

    private void Decisions(CourseBuilder items)
    {
        foreach (ref readonly var decision in items.Decisions.Span)
        {
            Row(ItemTable.Decisions).Text(decision.Key.Id)
                .Text(decision.Title).Text(decision.ServiceGroup).Date(decision.Period.From).Date(decision.Period.End);
        }
        var position = new Position();
        foreach (ref readonly var condition in items.Conditions.Span)
        {
            Row(ItemTable.Conditions).Text(condition.DecisionId).Int(position.Of(condition.DecisionId))
                .Bool(condition.Sets).Text(condition.Name).Text(condition.Value);
        }
    }

    private static DateOnly? From(Days period) => period.From == DateOnly.MinValue ? null : period.From;

    /// <summary>Numbers the parts of each item. The parts of one item come together, or nearly so.</summary>
    private struct Position
    {
        private string? _of;
        private int _next;
        private Dictionary<string, int>? _others;

        public int Of(string id)
        {
            if (_of != id)
            {
                Leave();
                _of = id;
                _next = _others?.GetValueOrDefault(id) ?? 0;
            }
            return _next++;
        }

        private void Leave()
        {
            if (_of is not null)
            {
                (_others ??= [])[_of] = _next;
            }
        }
    }
}

/// <summary>
/// CPR numbers of network persons: an index to find them by, and ciphertext bound to the citizen, the source and the person.
/// </summary>
internal sealed class NetworkCprs(ICprProtection protection, ISealing sealing)
{
    public static string PlaceOf(byte[] citizenIndex, string source, string networkId) =>
        $"network_members.cpr_cipher:{Convert.ToHexString(citizenIndex)}:{source}:{networkId}";

    /// <summary>By network id.</summary>
    public IReadOnlyDictionary<string, (byte[] Cipher, byte[] Index)> Of(CourseDocument document)
    {
        if (document.NetworkCprs.Count == 0)
        {
            return FrozenDictionary<string, (byte[], byte[])>.Empty;
        }
        var citizen = protection.IndexOf(document.Citizen.Cpr);
        return document.NetworkCprs.ToDictionary(
            one => one.NetworkId,
            one => (sealing.Seal(Encoding.ASCII.GetBytes(one.Cpr.Digits), PlaceOf(citizen, document.Source, one.NetworkId)), protection.IndexOf(one.Cpr)));
    }
}
