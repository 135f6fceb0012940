using System.Globalization;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests;

// The words for each kind of item. Parameters are named as in the course document; dates are yyyy-MM-dd, null is open;
// lists are words with spaces between.
internal sealed partial class CourseUnderTest
{
    public CourseUnderTest Plan(
        string id, string type = "EXT", PlanStatus status = PlanStatus.Active, string from = "2026-01-01", string? to = null,
        string? nextFollowUp = null, string? owner = null, string? unit = null, int? endsAtAge = null, string? successor = null,
        bool noFurtherNeed = false, string? replacedBy = null, bool keepsOwner = false, bool citizenDeclinedGoal = false,
        string? decisionDate = null, string source = A.Social, string area = "SIU")
    {
        ref var plan = ref Rows.Plans.Add();
        plan.Key = new ItemKey(source, id);
        plan.Area = area;
        plan.Type = Reference.PlanTypes[type];
        plan.Title = "Plan " + id;
        plan.Status = status;
        plan.Period = A.Days(from, to);
        plan.NextFollowUp = A.DayOrNone(nextFollowUp);
        plan.OwnerId = owner;
        plan.Unit = unit;
        plan.EndsAtAge = endsAtAge;
        plan.HasSuccessor = successor is not null;
        plan.SuccessorRef = successor;
        plan.NoFurtherNeed = noFurtherNeed;
        plan.IsReplaced = replacedBy is not null;
        plan.ReplacedByRef = replacedBy;
        plan.KeepsOwner = keepsOwner;
        plan.CitizenDeclinedGoal = citizenDeclinedGoal;
        plan.DecisionDate = A.DayOrNone(decisionDate);
        return this;
    }

    /// <summary>The plan is shown to another area.</summary>
    public CourseUnderTest Share(string plan, string area, ShareGround ground = ShareGround.Consent, string source = A.Social)
    {
        ref var share = ref Rows.Shares.Add();
        share.PlanSource = source;
        share.PlanId = plan;
        share.Area = area;
        share.Ground = ground;
        return this;
    }

    public CourseUnderTest Goal(
        string id, string plan, string theme = "health", GoalDirection direction = GoalDirection.Maintain,
        GoalOrigin origin = GoalOrigin.Professional, string? due = null, string? parent = null,
        GoalStatus status = GoalStatus.Active, string source = A.Social, string area = "SIU")
    {
        ref var goal = ref Rows.Goals.Add();
        goal.Key = new ItemKey(source, id);
        goal.Area = area;
        goal.PlanId = plan;
        goal.ParentId = parent;
        goal.Theme = theme;
        goal.Direction = direction;
        goal.Origin = origin;
        goal.Text = "Mål " + id;
        goal.Due = A.DayOrNone(due);
        goal.Status = status;
        return this;
    }

    /// <param name="requires">Intervention ids, or <c>source:id</c>; <c>?</c> after one makes it only recommended.</param>
    public CourseUnderTest Intervention(
        string id, string plan, string purposeGroup = "mentoring", string from = "2026-01-01", string? to = null,
        double? weeklyHours = null, bool obligatory = true, InterventionStatus status = InterventionStatus.Active,
        string? requires = null, string? demands = null, string source = A.Social, string area = "SIU")
    {
        ref var intervention = ref Rows.Interventions.Add();
        intervention.Key = new ItemKey(source, id);
        intervention.Area = area;
        intervention.PlanId = plan;
        intervention.Title = "Indsats " + id;
        intervention.PurposeGroup = purposeGroup;
        intervention.Period = A.Days(from, to);
        intervention.WeeklyHours = weeklyHours;
        intervention.Obligatory = obligatory;
        intervention.Status = status;
        intervention.Demands = Split(demands) ?? [];
        intervention.GoalIds = [];
        foreach (var reference in Split(requires) ?? [])
        {
            var target = reference.TrimEnd('?').Split(':');
            ref var requirement = ref Rows.Requirements.Add();
            requirement.Source = source;
            requirement.InterventionId = id;
            requirement.TargetSource = target.Length == 2 ? target[0] : source;
            requirement.TargetId = target[^1];
            requirement.Strength = reference.EndsWith('?') ? RequirementStrength.Recommended : RequirementStrength.Required;
        }
        return this;
    }

    public CourseUnderTest MaxWeeklyHours(
        string id, double hours, string from = "2026-01-01", string? to = null, string source = A.Social, string area = "SIU")
    {
        Restriction(id, RestrictionKind.MaxWeeklyHours, from, to, source, area).Hours = hours;
        return this;
    }

    public CourseUnderTest BlockedDemand(
        string id, string demand, string from = "2026-01-01", string? to = null, string source = A.Social, string area = "SIU")
    {
        Restriction(id, RestrictionKind.BlockedDemand, from, to, source, area).Demand = demand;
        return this;
    }

    public CourseUnderTest BlockedWindow(
        string id, Weekdays days, string start, string end, string from = "2026-01-01", string? to = null,
        string source = A.Social, string area = "SIU")
    {
        ref var restriction = ref Restriction(id, RestrictionKind.BlockedWindow, from, to, source, area);
        restriction.WindowDays = days;
        restriction.WindowStart = TimeOnly.ParseExact(start, "HH:mm", CultureInfo.InvariantCulture);
        restriction.WindowEnd = TimeOnly.ParseExact(end, "HH:mm", CultureInfo.InvariantCulture);
        return this;
    }

    private ref RestrictionItem Restriction(string id, RestrictionKind kind, string from, string? to, string source, string area)
    {
        ref var restriction = ref Rows.Restrictions.Add();
        restriction.Key = new ItemKey(source, id);
        restriction.Area = area;
        restriction.Kind = kind;
        restriction.Period = A.Days(from, to);
        restriction.Statement = "Skånehensyn " + id;
        return ref restriction;
    }

    /// <param name="at"><c>2026-10-07 13:00-14:00</c>, Danish time.</param>
    /// <param name="invited">Null means just the citizen; <c>""</c> means nobody.</param>
    public CourseUnderTest Appointment(
        string id, string at, string? place = null, AppointmentMode mode = AppointmentMode.InPerson,
        AppointmentStatus status = AppointmentStatus.Booked, bool mandatory = false, bool leisure = false, bool decision = false,
        string? invited = null, string? exemption = null, bool needsSupport = false, string? support = null,
        string? plan = null, string source = A.Social, string area = "SIU")
    {
        var (start, end) = Times(at);
        ref var appointment = ref Rows.Appointments.Add();
        appointment.Key = new ItemKey(source, id);
        appointment.Area = area;
        appointment.PlanId = plan;
        appointment.Title = "Tid " + id;
        appointment.Start = start;
        appointment.End = end;
        appointment.Mode = mode;
        appointment.Place = place;
        appointment.Mandatory = mandatory;
        appointment.Leisure = leisure;
        appointment.Status = status;
        appointment.DecidesOnPlan = decision;
        appointment.Invited = Split(invited);
        appointment.Exemption = Split(exemption);
        appointment.NeedsSupport = needsSupport;
        appointment.HasSupport = support is not null;
        appointment.Support = support;
        return this;
    }

    /// <param name="person">The person behind it, where the staff directory knows.</param>
    /// <param name="mainCoordinatorFrom">First day as main coordinator.</param>
    public CourseUnderTest Contact(
        string id, string? team = null, string? unit = null, string from = "2025-01-01", string? to = null,
        string? absentFrom = null, string? absentTo = null, string? deputy = null,
        string? mainCoordinatorFrom = null, string? mainCoordinatorTo = null, string? deputyCoordinatorFrom = null,
        bool adopted = false, string? person = null, string source = A.Social, string area = "SIU")
    {
        ref var contact = ref Rows.Contacts.Add();
        contact.Key = new ItemKey(source, id);
        contact.Area = area;
        contact.Person = person;
        contact.Name = "Kontakt Test " + id;
        contact.Team = team;
        contact.Unit = unit;
        contact.Period = A.Days(from, to);
        contact.HasAbsence = absentFrom is not null;
        contact.Absence = absentFrom is null ? default : A.Days(absentFrom, absentTo);
        contact.DeputyId = deputy;
        contact.IsAdopted = adopted;
        if (mainCoordinatorFrom is not null)
        {
            contact.Coordinator = CoordinatorKind.Main;
            contact.CoordinatorPeriod = A.Days(mainCoordinatorFrom, mainCoordinatorTo);
        }
        else if (deputyCoordinatorFrom is not null)
        {
            contact.Coordinator = CoordinatorKind.Deputy;
            contact.CoordinatorPeriod = A.Days(deputyCoordinatorFrom, null);
        }
        return this;
    }

    /// <summary>Main coordinator by assignment here.</summary>
    public CourseUnderTest Assignment(string person, string from, string? to = null)
    {
        ref var assignment = ref Rows.Assignments.Add();
        assignment.Person = person;
        assignment.Period = A.Days(from, to);
        assignment.Name = "Koordinator Test";
        return this;
    }
}
