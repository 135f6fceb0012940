using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>Makes what a viewer may see out of the rows of a citizen's course, which must have been built for the day in question.</summary>
internal sealed class SharedPlanMaker(CourseFile file, CourseMask mask, ReferenceSnapshot reference, ShownKeys keys)
{
    private readonly CourseBuilder _course = file.Course;

    public AreaName AreaOf(string code) => reference.NameOf(code);

    private ItemKey PlanKey(int plan) => keys.Of(SubjectKind.Plan, _course.Plans[plan].Key, mask.SeesPlan(plan));

    public IReadOnlyList<PlanLine> Plans()
    {
        var lines = new List<PlanLine>(_course.Plans.Count);
        for (var i = 0; i < _course.Plans.Count; i++)
        {
            ref readonly var plan = ref _course.Plans[i];
            if (mask.SeesPlan(i))
            {
                var (replacedBy, replacedOn) = Replacement(plan);
                lines.Add(new PlanLine(plan.Key, AreaOf(plan.Area), mask.Text(plan.Title), plan.Period, plan.Status)
                {
                    IsActive = plan.IsActive,
                    TypeName = plan.Type.Name,
                    LegalBasis = plan.Type.LegalBasis,
                    Owner = plan.Owner >= 0 ? _course.Contacts[plan.Owner].Name : null,
                    NextFollowUp = plan.NextFollowUp,
                    NeedsFollowUp = plan.Type.NeedsFollowUp,
                    CaseNumber = plan.CaseNumber,
                    SharedWith = Shares(i),
                    ReplacedBy = replacedBy,
                    ReplacedOn = replacedOn,
                });
            }
            else if (plan.IsInForce && mask.IsTold(DataClasses.Plan, plan.Area))
            {
                lines.Add(new PlanLine(PlanKey(i), null, null, plan.Period, null) { IsActive = plan.IsActive });
            }
        }
        return lines;
    }

    /// <summary>That one plan took the place of another is no secret of the one: it is named by its kind, and by when it began.</summary>
    private (string? By, DateOnly? On) Replacement(in PlanItem plan)
    {
        if (plan.Status != PlanStatus.Replaced || plan.ReplacedByRef is not { } written)
        {
            return (null, null);
        }
        var target = References.Target(written, plan.Key.Source);
        foreach (ref readonly var other in _course.Plans.Span)
        {
            if (other.Key.Source == target.Source && other.Key.Id == target.Id)
            {
                return (other.Type.Name, other.Period.From);
            }
        }
        return (null, null);
    }

    public IReadOnlyList<string> KnownAreas()
    {
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var plan in _course.Plans.Span)
        {
            if (mask.KnowsArea(plan.Area))
            {
                areas.Add(plan.Area);
            }
        }
        return [.. areas];
    }

    private List<ShareLine> Shares(int plan)
    {
        var shares = new List<ShareLine>();
        foreach (ref readonly var share in _course.Shares.Span)
        {
            if (share.Plan == plan)
            {
                shares.Add(new ShareLine(AreaOf(share.Area).Name, share.Ground, mask.Opens(share) != DataClasses.None));
            }
        }
        return shares;
    }

    public IReadOnlyList<InterventionLine> Interventions()
    {
        var lines = new List<InterventionLine>(_course.Interventions.Count);
        foreach (ref readonly var one in _course.Interventions.Span)
        {
            ItemKey? plan = one.Plan >= 0 ? PlanKey(one.Plan) : null;
            if (mask.Sees(DataClasses.Interventions, one.Area, one.Plan))
            {
                lines.Add(new InterventionLine(one.Key, AreaOf(one.Area), mask.Text(one.Title), one.Period, one.Status)
                {
                    Plan = plan,
                    Obligatory = one.Obligatory,
                    WeeklyHours = one.WeeklyHours,
                    Provider = mask.Text(one.Provider),
                    WaitsFor = Waiting(one),
                });
            }
            else if (one.Status != InterventionStatus.Cancelled && mask.IsTold(DataClasses.Interventions, one.Area))
            {
                lines.Add(new InterventionLine(keys.Of(SubjectKind.Intervention, one.Key, isSeen: false), null, null, one.Period, null) { Plan = plan });
            }
        }
        return lines;
    }

    private List<string> Waiting(in InterventionItem one)
    {
        var waiting = new List<string>();
        for (var i = one.FirstRequirement; i < one.FirstRequirement + one.RequirementCount; i++)
        {
            ref readonly var requirement = ref _course.Requirements[i];
            if (requirement.Target < 0)
            {
                waiting.Add($"{requirement.TargetSource}:{requirement.TargetId}");
            }
        }
        return waiting;
    }

    public IReadOnlyList<AppointmentLine> Appointments()
    {
        var lines = new List<AppointmentLine>(_course.Appointments.Count);
        foreach (ref readonly var one in _course.Appointments.Span)
        {
            var isLoad = one is { IsInCalendar: true, Leisure: false, IsInPerson: true };
            if (mask.Sees(DataClasses.Appointments, one.Area, one.Plan))
            {
                var seesPlace = mask.SeesPlace(one);
                lines.Add(new AppointmentLine(one.Key, AreaOf(one.Area), mask.Text(one.Title), one.LocalStart, one.LocalEnd, one.Status)
                {
                    Mode = one.Mode,
                    Place = one.Place is null || !seesPlace ? null : file.Places.GetValueOrDefault(one.Place),
                    IsPlaceProtected = !seesPlace,
                    Mandatory = one.Mandatory,
                    Leisure = one.Leisure,
                    IsInCalendar = one.IsInCalendar,
                    IsLoad = isLoad,
                    LacksSupport = one is { IsInCalendar: true, NeedsSupport: true, HasSupport: false },
                });
            }
            else if (one.IsInCalendar && mask.IsTold(DataClasses.Appointments, one.Area))
            {
                lines.Add(new AppointmentLine(
                    keys.Of(SubjectKind.Appointment, one.Key, isSeen: false), null, null, one.LocalStart, one.LocalEnd, AppointmentStatus.Booked)
                {
                    IsInCalendar = true,
                    IsLoad = isLoad,
                });
            }
        }
        return lines;
    }

    public IReadOnlyList<GoalLine> Goals(Func<string, string> themeName)
    {
        var lines = new List<GoalLine>(_course.Goals.Count);
        foreach (ref readonly var goal in _course.Goals.Span)
        {
            if (mask.Sees(DataClasses.Goals, goal.Area, goal.Plan))
            {
                lines.Add(new GoalLine(goal.Key, AreaOf(goal.Area), mask.Text(goal.Text), goal.Origin, goal.Status)
                {
                    IsActive = goal.IsActive,
                    Due = goal.Due,
                    Attainment = goal.Attainment,
                    PlanTitle = mask.SeesPlan(goal.Plan) ? mask.Text(_course.Plans[goal.Plan].Title) : null,
                    Theme = themeName(goal.Theme),
                });
            }
            else if (goal.IsActive && mask.IsTold(DataClasses.Goals, goal.Area))
            {
                lines.Add(new GoalLine(keys.Of(SubjectKind.Goal, goal.Key, isSeen: false), null, null, null, null) { IsActive = true });
            }
        }
        return lines;
    }

    public IReadOnlyList<AgreementLine> Agreements()
    {
        var lines = new List<AgreementLine>();
        foreach (ref readonly var one in _course.Agreements.Span)
        {
            if (mask.SeesArea(one.Area))
            {
                lines.Add(new AgreementLine(one.Key, AreaOf(one.Area), mask.Text(one.Text) ?? "", OwnerName(one.Key.Source, one.Owner), one.Due, one.Done));
            }
        }
        return lines;
    }

    private string? OwnerName(string source, string? owner)
    {
        if (owner is null or "citizen")
        {
            return owner is null ? null : file.Name;
        }
        var target = References.Target(owner, source);
        var key = new ItemKey(target.Source, target.Id);
        var isOwn = key.Source == source;
        for (var i = 0; i < _course.Contacts.Count; i++)
        {
            if (_course.Contacts[i].Key == key)
            {
                return isOwn || mask.SeesContact(i) ? _course.Contacts[i].Name : null;
            }
        }
        foreach (ref readonly var person in _course.Network.Span)
        {
            if (person.Key == key)
            {
                return isOwn || mask.KnowsSource(key.Source) ? SharedPlanPeople.NameOf(person) : person.Relation;
            }
        }
        return isOwn ? owner : null;
    }
}
