using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests;

// The words for people around the citizen, law and records.
internal sealed partial class CourseUnderTest
{
    public CourseUnderTest Person(
        string id, PortalAccess portal = PortalAccess.None, string? portalUntil = null, bool custodyHolder = false,
        Protection protection = Protection.None, string relation = "Mor", string source = A.Social, long person = 0)
    {
        ref var row = ref Rows.Network.Add();
        row.Key = new ItemKey(source, id);
        row.Name = "Person Test " + id;
        row.Relation = relation;
        row.Portal = portal;
        row.PortalUntil = A.DayOrNone(portalUntil);
        row.CustodyHolder = custodyHolder;
        row.Protection = protection;
        row.Person = person;
        return this;
    }

    /// <param name="weeks"><c>even</c>, <c>odd</c>, or a list of weeks such as <c>2026-W41 2026-W43</c>.</param>
    public CourseUnderTest Residence(string party, string place, string weeks, string source = A.Social)
    {
        ref var residence = ref Rows.Residences.Add();
        residence.Source = source;
        residence.PartyId = party;
        residence.Place = place;
        residence.Weeks = weeks switch
        {
            "even" => ResidenceWeeks.Even,
            "odd" => ResidenceWeeks.Odd,
            _ => ResidenceWeeks.Listed,
        };
        residence.ListedWeeks = residence.Weeks == ResidenceWeeks.Listed ? Split(weeks) : null;
        return this;
    }

    public CourseUnderTest Consent(
        string id, string from = "SIU", string to = "AKB", string givenBy = "citizen", string givenAt = "2026-01-01",
        string? validTo = null, string? revokedAt = null, ConsentKind kind = ConsentKind.ProceduralSocialLaw,
        string source = A.Social, string area = "SIU")
    {
        ref var consent = ref Rows.Consents.Add();
        consent.Key = new ItemKey(source, id);
        consent.Area = area;
        consent.Kind = kind;
        consent.FromAreas = Split(from)!;
        consent.ToAreas = Split(to)!;
        consent.Categories = ["plan"];
        consent.GivenBy = givenBy;
        consent.GivenAt = A.Day(givenAt);
        consent.ValidTo = A.DayOrNone(validTo);
        consent.RevokedAt = A.DayOrNone(revokedAt);
        return this;
    }

    public CourseUnderTest Assessment(
        string id, int level, string date, string unit, string theme = "mobility", AssessmentScale scale = AssessmentScale.Ffb,
        string source = A.Social, string area = "SIU")
    {
        ref var assessment = ref Rows.Assessments.Add();
        assessment.Key = new ItemKey(source, id);
        assessment.Area = area;
        assessment.Theme = theme;
        assessment.Scale = scale;
        assessment.Level = level;
        assessment.Date = A.Day(date);
        assessment.Unit = unit;
        return this;
    }

    public CourseUnderTest Milestone(
        string id, string plan, string due, string key = "ansoegning", MilestoneKind kind = MilestoneKind.Formal,
        string source = A.Social, string area = "SIU")
    {
        ref var milestone = ref Rows.Milestones.Add();
        milestone.Key = new ItemKey(source, id);
        milestone.Area = area;
        milestone.PlanId = plan;
        milestone.MilestoneKey = key;
        milestone.Title = "Frist " + id;
        milestone.Due = A.Day(due);
        milestone.Kind = kind;
        return this;
    }

    public CourseUnderTest PowerOfAttorney(
        string id, string holder, string validTo, PowerOfAttorneyKind kind = PowerOfAttorneyKind.PowerOfAttorney,
        string source = A.Social, string area = "SIU")
    {
        ref var power = ref Rows.PowersOfAttorney.Add();
        power.Key = new ItemKey(source, id);
        power.Area = area;
        power.Holder = holder;
        power.Kind = kind;
        power.ValidTo = A.Day(validTo);
        return this;
    }

    /// <param name="requires">As <c>key=value</c>.</param>
    /// <param name="sets">As <c>key=value</c>.</param>
    public CourseUnderTest Decision(
        string id, string from = "2026-01-01", string? to = null, string? serviceGroup = null, string? requires = null,
        string? sets = null, string source = A.Social, string area = "SIU")
    {
        ref var decision = ref Rows.Decisions.Add();
        decision.Key = new ItemKey(source, id);
        decision.Area = area;
        decision.Title = "Afgørelse " + id;
        decision.ServiceGroup = serviceGroup;
        decision.Period = A.Days(from, to);
        Conditions(source, id, requires, false);
        Conditions(source, id, sets, true);
        return this;
    }

    private void Conditions(string source, string decision, string? list, bool sets)
    {
        foreach (var pair in Split(list) ?? [])
        {
            ref var condition = ref Rows.Conditions.Add();
            condition.Source = source;
            condition.DecisionId = decision;
            condition.Sets = sets;
            condition.Name = pair.Split('=')[0];
            condition.Value = pair.Split('=')[1];
        }
    }

    public CourseUnderTest Agreement(
        string id, string? owner = "citizen", string? due = null, bool done = false, string source = A.Social, string area = "SIU")
    {
        ref var agreement = ref Rows.Agreements.Add();
        agreement.Key = new ItemKey(source, id);
        agreement.Area = area;
        agreement.Text = "Aftale " + id;
        agreement.Owner = owner;
        agreement.Due = A.DayOrNone(due);
        agreement.Done = done;
        return this;
    }
}
