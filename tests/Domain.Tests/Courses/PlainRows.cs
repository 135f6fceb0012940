using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Tests.Naive;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>Fills a builder with a plain course, row by row as told.</summary>
internal static class PlainRows
{
    private static readonly ConflictEngine Engine = new();

    /// <summary>What the engine finds, in the words of <see cref="NaiveFinding"/>.</summary>
    public static IReadOnlyList<NaiveFinding> Judge(PlainCourse course) => Judge(course, new CourseBuilder());

    public static IReadOnlyList<NaiveFinding> Judge(PlainCourse course, CourseBuilder rows)
    {
        rows.Clear();
        Fill(rows, course);
        return Again(course, rows);
    }

    public static IReadOnlyList<NaiveFinding> Again(PlainCourse course, CourseBuilder rows) =>
        [.. Findings(course, rows).Select(finding => new NaiveFinding(finding.Rule, finding.SubjectKey, finding.Severity))];

    public static IReadOnlyList<Finding> Findings(PlainCourse course, CourseBuilder rows) =>
        Engine.Judge(Build(course, rows));

    /// <summary>By the limits and the travel times of the course itself.</summary>
    public static CitizenCourse Build(PlainCourse course, CourseBuilder rows) => rows.Build(course.AsOf, A.ReferenceWith(course.Limits), course.HorizonDays,
        new TravelTimes(course.Travel.Select(t => (t.A, t.B, t.Minutes)), course.DefaultMinutes, course.BufferMinutes));

    public static void Fill(CourseBuilder rows, PlainCourse course)
    {
        rows.Citizen = new CitizenFacts
        {
            BirthDate = course.BirthDate,
            HomePlace = course.HomePlace,
            CoordinatorDeclinedUntil = course.CoordinatorDeclinedUntil,
            LastContactOn = course.LastContactOn,
            InPersonPerWeek = course.InPersonPerWeek,
            InPersonPerDay = course.InPersonPerDay,
            ActiveContacts = course.ActiveContacts,
            PrefersBundledDays = course.PrefersBundledDays,
        };
        FillPlans(rows, course);
        FillInterventions(rows, course);
        FillTimes(rows, course);
        FillPeople(rows, course);
        FillFacts(rows, course);
    }

    private static ItemKey Key(PlainItem item) => new(item.Source, item.Id);

    private static void FillPlans(CourseBuilder rows, PlainCourse course)
    {
        foreach (var p in course.Plans)
        {
            rows.Plans.Add(new PlanItem
            {
                Key = Key(p),
                Area = p.Area,
                Type = p.Type,
                Status = p.Status,
                Period = Days.Of(p.From, p.To),
                NextFollowUp = p.NextFollowUp,
                OwnerId = p.Owner,
                Unit = p.Unit,
                EndsAtAge = p.EndsAtAge,
                HasSuccessor = p.Successor is not null,
                NoFurtherNeed = p.NoFurtherNeed,
                IsReplaced = p.ReplacedBy is not null,
                KeepsOwner = p.KeepsOwner,
                CitizenDeclinedGoal = p.CitizenDeclinedGoal,
                DecisionDate = p.DecisionDate,
            });
        }
        foreach (var s in course.Shares)
        {
            rows.Shares.Add(new ShareItem { PlanSource = s.Source, PlanId = s.Plan, Area = s.Area, Ground = s.Ground });
        }
        foreach (var g in course.Goals)
        {
            rows.Goals.Add(new GoalItem
            {
                Key = Key(g),
                Area = g.Area,
                PlanId = g.Plan,
                ParentId = g.Parent,
                Theme = g.Theme,
                Direction = g.Direction,
                Origin = g.Origin,
                Due = g.Due,
                Status = g.Status,
            });
        }
        foreach (var m in course.Milestones)
        {
            rows.Milestones.Add(new MilestoneItem { Key = Key(m), Area = m.Area, PlanId = m.Plan, MilestoneKey = m.Key, Kind = m.Kind, Due = m.Due });
        }
    }

    private static void FillInterventions(CourseBuilder rows, PlainCourse course)
    {
        foreach (var i in course.Interventions)
        {
            rows.Interventions.Add(new InterventionItem
            {
                Key = Key(i),
                Area = i.Area,
                PlanId = i.Plan,
                PurposeGroup = i.PurposeGroup,
                Period = Days.Of(i.From, i.To),
                Status = i.Status,
                WeeklyHours = (double?)i.WeeklyHours,
                Obligatory = i.Obligatory,
                Demands = [.. i.Demands],
                GoalIds = [],
            });
            foreach (var requirement in i.Requires)
            {
                var colon = requirement.Ref.IndexOf(':', StringComparison.Ordinal);
                rows.Requirements.Add(new RequirementItem
                {
                    Source = i.Source,
                    InterventionId = i.Id,
                    TargetSource = colon < 0 ? i.Source : requirement.Ref[..colon],
                    TargetId = requirement.Ref[(colon + 1)..],
                    Strength = requirement.Strength,
                });
            }
        }
        foreach (var r in course.Restrictions)
        {
            rows.Restrictions.Add(new RestrictionItem
            {
                Key = Key(r),
                Area = r.Area,
                Kind = r.Kind,
                Period = Days.Of(r.From, r.To),
                Hours = (double)r.Hours,
                Demand = r.Demand,
                WindowDays = r.Weekdays.Aggregate(Weekdays.None, (days, day) => days | BlockedWindow.Of(day)),
                WindowStart = r.Start,
                WindowEnd = r.End,
            });
        }
    }

    private static void FillTimes(CourseBuilder rows, PlainCourse course)
    {
        foreach (var a in course.Appointments)
        {
            rows.Appointments.Add(new AppointmentItem
            {
                Key = Key(a),
                Area = a.Area,
                Start = a.Start.UtcDateTime,
                End = a.End.UtcDateTime,
                Mode = a.Mode,
                Place = a.Place,
                Mandatory = a.Mandatory,
                Leisure = a.Leisure,
                Status = a.Status,
                DecidesOnPlan = a.Decision,
                Invited = a.Invited?.ToArray(),
                Exemption = [.. a.Exemption],
                NeedsSupport = a.NeedsSupport,
                HasSupport = a.Support is not null,
                Support = a.Support,
            });
        }
        foreach (var r in course.Residences)
        {
            var weeks = r.Weeks is ["even"] ? ResidenceWeeks.Even : r.Weeks is ["odd"] ? ResidenceWeeks.Odd : ResidenceWeeks.Listed;
            rows.Residences.Add(new ResidenceItem
            {
                Source = r.Source,
                PartyId = r.Party,
                Place = r.Place,
                Weeks = weeks,
                ListedWeeks = weeks == ResidenceWeeks.Listed ? [.. r.Weeks] : null,
            });
        }
    }

    private static void FillPeople(CourseBuilder rows, PlainCourse course)
    {
        foreach (var w in course.Contacts)
        {
            rows.Contacts.Add(new ContactItem
            {
                Key = Key(w),
                Area = w.Area,
                Person = w.Person,
                Team = w.Team,
                Period = Days.Of(w.From, w.To),
                HasAbsence = w.AbsentFrom is not null,
                Absence = Days.Of(w.AbsentFrom, w.AbsentTo),
                DeputyId = w.Deputy,
                Coordinator = w.Coordinator,
                CoordinatorPeriod = Days.Of(w.CoordinatorFrom, w.CoordinatorTo),
                IsAdopted = w.Adopted,
            });
        }
        foreach (var a in course.Assignments)
        {
            rows.Assignments.Add(new AssignmentItem { Person = a.Person, Period = Days.Of(a.From, a.To) });
        }
        foreach (var n in course.Network)
        {
            rows.Network.Add(new NetworkMemberItem
            {
                Key = Key(n),
                Portal = n.Portal,
                PortalUntil = n.PortalUntil,
                CustodyHolder = n.CustodyHolder,
                Protection = n.Protection,
                Person = n.Cpr is null ? 0 : 1 + n.Cpr[0],
            });
        }
    }

    private static void FillFacts(CourseBuilder rows, PlainCourse course)
    {
        foreach (var s in course.Consents)
        {
            rows.Consents.Add(new ConsentItem
            {
                Key = Key(s),
                Area = s.Area,
                FromAreas = [.. s.From],
                ToAreas = [.. s.To],
                GivenBy = s.GivenBy,
                GivenAt = s.GivenAt,
                ValidTo = s.ValidTo,
                RevokedAt = s.RevokedAt,
            });
        }
        foreach (var y in course.Assessments)
        {
            rows.Assessments.Add(new AssessmentItem { Key = Key(y), Area = y.Area, Theme = y.Theme, Scale = y.Scale, Level = y.Level, Date = y.Date, Unit = y.Unit });
        }
        foreach (var f in course.Powers)
        {
            rows.PowersOfAttorney.Add(new PowerOfAttorneyItem { Key = Key(f), Area = f.Area, Holder = "mor", ValidTo = f.ValidTo });
        }
        foreach (var d in course.Decisions)
        {
            rows.Decisions.Add(new DecisionItem { Key = Key(d), Area = d.Area, ServiceGroup = d.ServiceGroup, Period = Days.Of(d.From, d.To) });
            foreach (var (key, value, sets) in d.Requires.Select(x => (x.Key, x.Value, false)).Concat(d.Sets.Select(x => (x.Key, x.Value, true))))
            {
                rows.Conditions.Add(new ConditionItem { Source = d.Source, DecisionId = d.Id, Sets = sets, Name = key, Value = value });
            }
        }
        foreach (var e in course.Agreements)
        {
            rows.Agreements.Add(new AgreementItem { Key = Key(e), Area = e.Area, Owner = e.Owner, Due = e.Due, Done = e.Done });
        }
    }
}
