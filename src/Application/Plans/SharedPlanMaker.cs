using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>Makes what a viewer may see out of the rows of a citizen's course, which must have been built for the day in question.</summary>
internal sealed class SharedPlanMaker(CourseFile file, CourseMask mask, ReferenceSnapshot reference)
{
    private readonly CourseBuilder _course = file.Course;

    public AreaName AreaOf(string code) => reference.NameOf(code);

    private AreaName? Seen(string area, int plan) => mask.Sees(area, plan) ? AreaOf(area) : null;

    public IReadOnlyList<PlanLine> Plans()
    {
        var lines = new List<PlanLine>(_course.Plans.Count);
        for (var i = 0; i < _course.Plans.Count; i++)
        {
            ref readonly var plan = ref _course.Plans[i];
            lines.Add(mask.SeesPlan(i)
                ? new PlanLine(plan.Key, AreaOf(plan.Area), plan.Title, plan.Period, plan.Status)
                {
                    IsActive = plan.IsActive,
                    TypeName = plan.Type.Name,
                    LegalBasis = plan.Type.LegalBasis,
                    Owner = plan.Owner >= 0 ? _course.Contacts[plan.Owner].Name : null,
                    NextFollowUp = plan.NextFollowUp,
                    NeedsFollowUp = plan.Type.NeedsFollowUp,
                    CaseNumber = plan.CaseNumber,
                    SharedWith = Shares(i),
                }
                : new PlanLine(plan.Key, null, null, plan.Period, plan.Status) { IsActive = plan.IsActive });
        }
        return lines;
    }

    private List<ShareLine> Shares(int plan)
    {
        var shares = new List<ShareLine>();
        foreach (ref readonly var share in _course.Shares.Span)
        {
            if (share.Plan == plan)
            {
                var hasGround = share.Ground != ShareGround.Consent
                    || CourseMask.HasLiveConsent(_course.Consents.Span, _course.Plans[plan].Area, share.Area);
                shares.Add(new ShareLine(AreaOf(share.Area).Name, share.Ground, hasGround));
            }
        }
        return shares;
    }

    public IReadOnlyList<InterventionLine> Interventions()
    {
        var lines = new List<InterventionLine>(_course.Interventions.Count);
        foreach (ref readonly var one in _course.Interventions.Span)
        {
            var area = Seen(one.Area, one.Plan);
            lines.Add(new InterventionLine(one.Key, area, area is null ? null : one.Title, one.Period, one.Status)
            {
                Plan = one.Plan >= 0 ? _course.Plans[one.Plan].Key : null,
                Obligatory = one.Obligatory,
                WeeklyHours = one.WeeklyHours,
                Provider = area is null ? null : one.Provider,
                WaitsFor = area is null ? [] : Waiting(one),
            });
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
            var area = Seen(one.Area, one.Plan);
            lines.Add(new AppointmentLine(one.Key, area, area is null ? null : one.Title, one.LocalStart, one.LocalEnd, one.Status)
            {
                Mode = one.Mode,
                Place = area is null || one.Place is null ? null : file.Places.GetValueOrDefault(one.Place),
                Mandatory = area is not null && one.Mandatory,
                Leisure = one.Leisure,
                IsInCalendar = one.IsInCalendar,
                LacksSupport = area is not null && one is { IsInCalendar: true, NeedsSupport: true, HasSupport: false },
            });
        }
        return lines;
    }

    public IReadOnlyList<GoalLine> Goals(Func<string, string> themeName)
    {
        var lines = new List<GoalLine>(_course.Goals.Count);
        foreach (ref readonly var goal in _course.Goals.Span)
        {
            var area = Seen(goal.Area, goal.Plan);
            lines.Add(new GoalLine(goal.Key, area, area is null ? null : goal.Text, goal.Origin, goal.Status)
            {
                IsActive = goal.IsActive,
                Due = area is null ? null : goal.Due,
                Attainment = area is null ? null : goal.Attainment,
                PlanTitle = area is null || goal.Plan < 0 ? null : _course.Plans[goal.Plan].Title,
                Theme = area is null ? null : themeName(goal.Theme),
            });
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
                lines.Add(new AgreementLine(one.Key, AreaOf(one.Area), one.Text ?? "", OwnerName(one.Key.Source, one.Owner), one.Due, one.Done));
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
        foreach (ref readonly var contact in _course.Contacts.Span)
        {
            if (contact.Key.Source == source && contact.Key.Id == owner)
            {
                return contact.Name;
            }
        }
        foreach (ref readonly var person in _course.Network.Span)
        {
            if (person.Key.Source == source && person.Key.Id == owner)
            {
                return SharedPlanPeople.NameOf(person);
            }
        }
        return owner;
    }
}
