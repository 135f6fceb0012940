using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

internal static partial class NaiveRules
{
    private static IEnumerable<NaiveFinding> LoadContacts(PlainCourse c)
    {
        var now = c.Contacts.Where(w => Terms.Meet(c.AsOf, c.AsOf, w.From ?? DateOnly.MinValue, w.To)).ToList();
        var inTeams = now.Where(w => w.Team is not null && w.Person is not null).Select(w => w.Person).ToHashSet();
        now.RemoveAll(w => w.Team is null && w.Person is not null && inTeams.Contains(w.Person));
        var count = now.Select(w => w.Team is not null ? "team " + w.Area + "/" + w.Team : w.Person ?? w.Name).Distinct().Count();
        if (count > (c.ActiveContacts ?? c.Limits.ActiveContacts))
        {
            yield return One("load.contacts", Severity.M, "citizen");
        }
    }

    private static bool Holds(PlainCourse c, PlainAssignment a) => Terms.Meet(c.AsOf, c.AsOf, a.From, a.To);

    private static IEnumerable<NaiveFinding> CoordinatorMissing(PlainCourse c)
    {
        var active = c.Plans.Where(c.Active).ToList();
        var hasCoordinator = c.Contacts.Any(c.MainCoordinator) || c.Assignments.Any(a => Holds(c, a));
        if (active.Count >= 2 && active.Select(p => p.Unit()).Distinct().Count() >= 2 && !hasCoordinator && !(c.CoordinatorDeclinedUntil >= c.AsOf))
        {
            yield return One("coordinator.missing", Severity.H, "citizen");
        }
    }

    private static IEnumerable<NaiveFinding> CoordinatorMultiple(PlainCourse c)
    {
        var claims = c.Contacts.Where(w => c.MainCoordinator(w) && !w.Adopted).Select(w => (Who: w.Person ?? w.Name, From: w.CoordinatorFrom));
        var all = c.Assignments.Where(a => Holds(c, a)).Select(a => (Who: a.Person, a.From)).Concat(claims).ToList();
        if (all.Select(x => x.Who).Distinct().Count() > 1 && all.Max(x => x.From) < c.AsOf.AddDays(-c.Limits.HandoverDays))
        {
            yield return One("coordinator.multiple", Severity.M, "citizen");
        }
    }

    private static IEnumerable<NaiveFinding> ConsentExpiring(PlainCourse c) =>
        from s in c.Consents
        where c.Live(s) && s.ValidTo >= c.AsOf && s.ValidTo <= c.AsOf.AddDays(c.Limits.ConsentExpiryDays)
        select One("consent.expiring", Severity.M, s.Name);

    private static IEnumerable<NaiveFinding> ConsentBreach(PlainCourse c) =>
        from share in c.Shares
        where share.Ground == ShareGround.Consent
        let plan = c.PlanOf(share.Source, share.Plan)
        where !c.Consents.Any(s => c.Live(s) && s.From.Contains(plan.Area) && s.To.Contains(share.Area))
        select new NaiveFinding("consent.breach", plan.Name + ">" + share.Area, Severity.K);

    private static IEnumerable<NaiveFinding> ConsentYouthMissing(PlainCourse c) =>
        from s in c.Consents
        where c.Birthday(15) <= c.AsOf && c.AsOf < c.Birthday(18) && c.Live(s) && s.GivenBy != "citizen"
        select One("consent.youthMissing", Severity.H, s.Name);

    private static IEnumerable<NaiveFinding> AccessAgeThreshold(PlainCourse c) =>
        from person in c.Network
        where person.CustodyHolder && person.Portal != PortalAccess.None && c.Birthday(18) <= c.AsOf.AddDays(c.Limits.AgeThresholdDays)
        where person.PortalUntil is null || (person.PortalUntil > c.Birthday(18) && person.PortalUntil >= c.AsOf)
        select One("access.ageThreshold", c.AsOf >= c.Birthday(18) ? Severity.K : Severity.H, person.Name);

    private static IEnumerable<NaiveFinding> MandateExpiring(PlainCourse c) =>
        from f in c.Powers
        where f.ValidTo >= c.AsOf && f.ValidTo <= c.AsOf.AddDays(c.Limits.MandateExpiryDays)
        select One("mandate.expiring", Severity.M, f.Name);

    private static IEnumerable<NaiveFinding> ContactSilence(PlainCourse c)
    {
        if (c.Plans.Any(c.Active) && c.LastContactOn < c.AsOf.AddDays(-c.Limits.SilenceDays))
        {
            yield return One("contact.silence", Severity.L, "citizen");
        }
    }
}
