using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>Puts one row of a course table, as <see cref="CourseColumns"/> reads it, into a citizen's course. The citizen column has been taken.</summary>
internal static partial class CourseRows
{
    private static readonly PlanType UnknownType = new() { Code = "?", Name = "?", LegalBasis = "", OwnerDomain = "" };

    public static void Take<TRow>(CourseTable table, ref TRow row, CourseBuilder course, ReferenceSnapshot reference)
        where TRow : struct, ICourseRow, allows ref struct
    {
        switch (table)
        {
            case CourseTable.Citizens: Citizen(ref row, ref course.Citizen); break;
            case CourseTable.Plans: Plan(ref row, ref course.Plans.Add(), reference); break;
            case CourseTable.PlanShares: Share(ref row, ref course.Shares.Add()); break;
            case CourseTable.Goals: Goal(ref row, ref course.Goals.Add()); break;
            case CourseTable.Interventions: Intervention(ref row, ref course.Interventions.Add()); break;
            case CourseTable.Requirements: Requirement(ref row, ref course.Requirements.Add()); break;
            case CourseTable.Restrictions: Restriction(ref row, ref course.Restrictions.Add()); break;
            case CourseTable.Appointments: Appointment(ref row, ref course.Appointments.Add()); break;
            case CourseTable.Contacts: Contact(ref row, ref course.Contacts.Add()); break;
            case CourseTable.Assignments: Assignment(ref row, ref course.Assignments.Add()); break;
            case CourseTable.Network: NetworkMember(ref row, ref course.Network.Add()); break;
            case CourseTable.Residences: Residence(ref row, ref course.Residences.Add()); break;
            case CourseTable.Consents: Consent(ref row, ref course.Consents.Add()); break;
            case CourseTable.Assessments: Assessment(ref row, ref course.Assessments.Add()); break;
            case CourseTable.Milestones: Milestone(ref row, ref course.Milestones.Add()); break;
            case CourseTable.PowersOfAttorney: PowerOfAttorney(ref row, ref course.PowersOfAttorney.Add()); break;
            case CourseTable.Decisions: Decision(ref row, ref course.Decisions.Add()); break;
            case CourseTable.Conditions: Condition(ref row, ref course.Conditions.Add()); break;
            case CourseTable.Agreements: Agreement(ref row, ref course.Agreements.Add()); break;
            default: throw new ArgumentOutOfRangeException(nameof(table));
        }
    }

    private static ItemKey Key<TRow>(ref TRow row) where TRow : struct, ICourseRow, allows ref struct => new(row.Text(), row.Text());

    private static Days Period<TRow>(ref TRow row) where TRow : struct, ICourseRow, allows ref struct => Days.Of(row.DateOrNull(), row.DateOrNull());

    private static void Citizen<TRow>(ref TRow row, ref CitizenFacts citizen) where TRow : struct, ICourseRow, allows ref struct
    {
        citizen.BirthDate = row.Date();
        citizen.Protection = Word<Protection>.Parse(row.Text());
        citizen.HomePlace = row.TextOrNull();
        citizen.CoordinatorDeclinedUntil = row.DateOrNull();
        citizen.LastContactOn = row.DateOrNull();
        citizen.InPersonPerWeek = row.IntOrNull();
        citizen.InPersonPerDay = row.IntOrNull();
        citizen.ActiveContacts = row.IntOrNull();
        citizen.PrefersBundledDays = row.Bool();
    }

    private static void Plan<TRow>(ref TRow row, ref PlanItem plan, ReferenceSnapshot reference) where TRow : struct, ICourseRow, allows ref struct
    {
        plan.Key = Key(ref row);
        plan.Area = row.Text();
        plan.Type = reference.PlanTypes.GetValueOrDefault(row.Text(), UnknownType);
        plan.Title = row.TextOrNull();
        plan.Summary = row.TextOrNull();
        plan.Status = Word<PlanStatus>.Parse(row.Text());
        plan.Period = Period(ref row);
        plan.NextFollowUp = row.DateOrNull();
        plan.OwnerId = row.TextOrNull();
        plan.Unit = row.TextOrNull();
        plan.Sensitivity = Word<Sensitivity>.Parse(row.Text());
        plan.EndsAtAge = row.IntOrNull();
        plan.SuccessorRef = row.TextOrNull();
        plan.HasSuccessor = plan.SuccessorRef is not null;
        plan.NoFurtherNeed = row.Bool();
        plan.ReplacedByRef = row.TextOrNull();
        plan.IsReplaced = plan.ReplacedByRef is not null;
        plan.KeepsOwner = row.Bool();
        plan.CitizenDeclinedGoal = row.Bool();
        plan.DecisionDate = row.DateOrNull();
        plan.CaseSystem = row.TextOrNull();
        plan.CaseNumber = row.TextOrNull();
        plan.Kle = row.TextOrNull();
        plan.FirstSeen = row.Instant();
    }

    private static void Share<TRow>(ref TRow row, ref ShareItem share) where TRow : struct, ICourseRow, allows ref struct
    {
        share.PlanSource = row.Text();
        share.PlanId = row.Text();
        share.Area = row.Text();
        share.Ground = Word<ShareGround>.Parse(row.Text());
        share.Reason = row.TextOrNull();
        share.Until = row.DateOrNull();
    }

    private static void Goal<TRow>(ref TRow row, ref GoalItem goal) where TRow : struct, ICourseRow, allows ref struct
    {
        goal.Key = Key(ref row);
        goal.Area = row.Text();
        goal.PlanId = row.Text();
        goal.ParentId = row.TextOrNull();
        goal.Theme = row.Text();
        goal.Direction = Word<GoalDirection>.Parse(row.Text());
        goal.Origin = Word<GoalOrigin>.Parse(row.Text());
        goal.Text = row.TextOrNull();
        goal.Due = row.DateOrNull();
        goal.Status = Word<GoalStatus>.Parse(row.Text());
        goal.Attainment = row.IntOrNull();
        goal.FirstSeen = row.Instant();
    }

    private static void Intervention<TRow>(ref TRow row, ref InterventionItem intervention) where TRow : struct, ICourseRow, allows ref struct
    {
        intervention.Key = Key(ref row);
        intervention.Area = row.Text();
        intervention.PlanId = row.Text();
        intervention.Title = row.TextOrNull();
        intervention.PurposeGroup = row.Text();
        intervention.Period = Period(ref row);
        intervention.WeeklyHours = row.DoubleOrNull();
        intervention.Obligatory = row.Bool();
        intervention.Status = Word<InterventionStatus>.Parse(row.Text());
        intervention.Demands = row.Texts();
        intervention.GoalIds = row.Texts();
        intervention.Provider = row.TextOrNull();
        intervention.Kle = row.TextOrNull();
        intervention.FirstSeen = row.Instant();
    }

    private static void Requirement<TRow>(ref TRow row, ref RequirementItem requirement) where TRow : struct, ICourseRow, allows ref struct
    {
        requirement.Source = row.Text();
        requirement.InterventionId = row.Text();
        requirement.TargetSource = row.Text();
        requirement.TargetId = row.Text();
        requirement.Strength = Word<RequirementStrength>.Parse(row.Text());
    }

    private static void Restriction<TRow>(ref TRow row, ref RestrictionItem restriction) where TRow : struct, ICourseRow, allows ref struct
    {
        restriction.Key = Key(ref row);
        restriction.Area = row.Text();
        restriction.Kind = Word<RestrictionKind>.Parse(row.Text());
        restriction.Period = Period(ref row);
        restriction.Hours = row.DoubleOrNull() ?? 0;
        restriction.Demand = row.TextOrNull();
        restriction.WindowDays = (Weekdays)(row.IntOrNull() ?? 0);
        restriction.WindowStart = row.TimeOrNull() ?? default;
        restriction.WindowEnd = row.TimeOrNull() ?? default;
        restriction.Statement = row.TextOrNull();
        restriction.FirstSeen = row.Instant();
    }

    private static void Appointment<TRow>(ref TRow row, ref AppointmentItem appointment) where TRow : struct, ICourseRow, allows ref struct
    {
        appointment.Key = Key(ref row);
        appointment.Area = row.Text();
        appointment.PlanId = row.TextOrNull();
        appointment.Title = row.TextOrNull();
        appointment.Start = row.Instant();
        appointment.End = row.Instant();
        appointment.Mode = Word<AppointmentMode>.Parse(row.Text());
        appointment.Place = row.TextOrNull();
        appointment.Mandatory = row.Bool();
        appointment.Leisure = row.Bool();
        appointment.Status = Word<AppointmentStatus>.Parse(row.Text());
        appointment.DecidesOnPlan = row.Bool();
        appointment.Invited = row.TextsOrNull();
        appointment.Exemption = row.TextsOrNull();
        appointment.NeedsSupport = row.Bool();
        appointment.HasSupport = row.Bool();
        appointment.Support = row.TextOrNull();
        appointment.FirstSeen = row.Instant();
    }
}
