namespace Sammenhaeng.Domain.Courses;

/// <summary>
/// Holds the rows of one citizen while a course is made of them. Whoever has rows (documents, the database, a stream,
/// an unsaved change) fills the lists in any order; <see cref="Build"/> sorts, links and computes the rest the same way
/// for all. One builder serves one citizen at a time; <see cref="Clear"/> makes it ready for the next.
/// </summary>
public sealed class CourseBuilder
{
    public CitizenFacts Citizen;

    public ItemList<PlanItem> Plans;
    public ItemList<ShareItem> Shares;
    public ItemList<GoalItem> Goals;
    public ItemList<InterventionItem> Interventions;
    public ItemList<RequirementItem> Requirements;
    public ItemList<RestrictionItem> Restrictions;
    public ItemList<AppointmentItem> Appointments;
    public ItemList<ContactItem> Contacts;
    public ItemList<AssignmentItem> Assignments;
    public ItemList<NetworkMemberItem> Network;
    public ItemList<ResidenceItem> Residences;
    public ItemList<ConsentItem> Consents;
    public ItemList<AssessmentItem> Assessments;
    public ItemList<MilestoneItem> Milestones;
    public ItemList<PowerOfAttorneyItem> PowersOfAttorney;
    public ItemList<DecisionItem> Decisions;
    public ItemList<ConditionItem> Conditions;
    public ItemList<AgreementItem> Agreements;

    public void Clear()
    {
        Citizen = default;
        Plans.Clear();
        Shares.Clear();
        Goals.Clear();
        Interventions.Clear();
        Requirements.Clear();
        Restrictions.Clear();
        Appointments.Clear();
        Contacts.Clear();
        Assignments.Clear();
        Network.Clear();
        Residences.Clear();
        Consents.Clear();
        Assessments.Clear();
        Milestones.Clear();
        PowersOfAttorney.Clear();
        Decisions.Clear();
        Conditions.Clear();
        Agreements.Clear();
    }

    /// <summary>
    /// The course on a day. May be called again for another day over the same rows.
    /// <paramref name="travel"/> overrides the municipality's travel table, as a check request may.
    /// </summary>
    public CitizenCourse Build(DateOnly asOf, ReferenceSnapshot reference, int? horizonDays = null, TravelTimes? travel = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        CourseLinks.Sort(this);
        CourseLinks.Link(this);
        CourseDay.Compute(this, asOf);
        return new CitizenCourse(this, asOf, horizonDays ?? reference.Limits.HorizonDays, reference, travel ?? reference.Travel);
    }

    /// <summary>The course again, for the day and reference data it was last built for; nothing is sorted or computed anew.</summary>
    internal CitizenCourse Ready(DateOnly asOf, ReferenceSnapshot reference) => new(this, asOf, reference.Limits.HorizonDays, reference, reference.Travel);
}
