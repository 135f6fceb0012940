using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Access;

public sealed class AccessDecisionTests
{
    private static readonly CitizenRelation WorksWith = new(["AKB"], false, false);
    private static readonly CitizenRelation Coordinates = new([], true, false);
    private static readonly CitizenRelation Asked = new([], false, true);

    [Fact]
    public void Every_permission_has_a_rule() =>
        Assert.Equal(Enum.GetValues<Permission>().Order(), Permissions.Rules.Keys.Order());

    [Fact]
    public void Administrators_and_leaders_see_no_citizen() => Assert.DoesNotContain(
        Permissions.Rules.Values,
        rule => rule.Relation != RelationNeed.None && (rule.Roles.Contains(Roles.Administrator) || rule.Roles.Contains(Roles.Leader)));

    [Theory]
    [InlineData(Permission.SeeCourse, Roles.Caseworker, "works", "ownArea")]
    [InlineData(Permission.SeeCourse, Roles.Caseworker, "coordinates", "coordinator")]
    [InlineData(Permission.SeeCourse, Roles.Caseworker, "asked", null)]
    [InlineData(Permission.SeeCourse, Roles.Caseworker, "none", null)]
    [InlineData(Permission.SeeCourse, Roles.Caseworker, "no citizen", null)]
    [InlineData(Permission.SeeCourse, Roles.Leader, "works", null)]
    [InlineData(Permission.SeeCourse, Roles.Administrator, "coordinates", null)]
    [InlineData(Permission.NameCoordinator, Roles.Leader, "works", null)]
    [InlineData(Permission.AnswerCoordinatorProposal, Roles.Caseworker, "asked", "asked")]
    [InlineData(Permission.AnswerCoordinatorProposal, Roles.Caseworker, "works", null)]
    [InlineData(Permission.SeeCriticalConflicts, Roles.DataProtection, "none", "role")]
    [InlineData(Permission.SeeCriticalConflicts, Roles.Caseworker, "works", null)]
    [InlineData(Permission.SeeOperations, Roles.Administrator, "no citizen", "role")]
    [InlineData(Permission.SeeOperations, Roles.Caseworker, "no citizen", null)]
    // A permission that asks for no relation does not open a citizen by being named on a request about one.
    [InlineData(Permission.UseProduct, Roles.Caseworker, "works", null)]
    public void Decides_by_role_and_relation(Permission permission, string role, string relation, string? ground)
    {
        var facts = relation switch
        {
            "works" => new ObjectFacts(true, true, WorksWith),
            "coordinates" => new ObjectFacts(true, true, Coordinates),
            "asked" => new ObjectFacts(true, true, Asked),
            "none" => new ObjectFacts(true, true, CitizenRelation.None),
            _ => ObjectFacts.NoCitizen,
        };
        var verdict = AccessDecision.Decide(new AccessSubject(Person(role), false), permission, facts);
        Assert.Equal(ground, verdict.Ground);
        Assert.Equal(ground is not null, verdict.IsPermitted);
    }

    [Theory]
    [InlineData(StandingKind.Self, PortalAccess.None, false, "self", "self", "self")]
    [InlineData(StandingKind.Guardian, PortalAccess.None, false, "guardian", "guardian", "guardian")]
    [InlineData(StandingKind.Relative, PortalAccess.None, true, null, null, "relative")]
    [InlineData(StandingKind.Relative, PortalAccess.Calendar, false, "relative", null, null)]
    [InlineData(StandingKind.Relative, PortalAccess.Full, false, "relative", null, null)]
    [InlineData(StandingKind.Relative, PortalAccess.Full, true, "relative", "relative", "relative")]
    public void A_private_person_is_let_in_by_how_they_stand_to_the_citizen(
        StandingKind kind, PortalAccess portal, bool custody, string? course, string? accesses, string? consents)
    {
        var facts = new ObjectFacts(true, true, CitizenRelation.None with { Standing = new Standing(kind, portal, custody, []) });
        string? Ground(Permission permission, string role = Roles.Private) =>
            AccessDecision.Decide(new AccessSubject(Person(role), false), permission, facts).Ground;
        Assert.Equal((course, accesses, consents), (Ground(Permission.SeeOwnCourse), Ground(Permission.SeeOwnAccesses), Ground(Permission.AnswerOwnConsents)));
        // Whatever the standing, the doors are apart: nothing of the staff's opens, and to the staff nothing of the citizen's.
        Assert.All(Enum.GetValues<Permission>().Where(one => Permissions.Rules[one].Relation is not (RelationNeed.None or RelationNeed.StandsByCitizen)), one => Assert.Null(Ground(one)));
        Assert.All(Roles.All, role => Assert.Null(Ground(Permission.SeeOwnCourse, role)));
    }

    [Fact]
    public void Nobody_and_nothing_declared_are_denied()
    {
        var facts = new ObjectFacts(true, true, WorksWith);
        Assert.Equal("access.unknown", AccessDecision.Decide(new AccessSubject(null, false), Permission.SeeCourse, facts).DenialCode);
        Assert.Equal("access.undeclared", AccessDecision.Decide(new AccessSubject(Person(Roles.Caseworker), false), null, facts).DenialCode);
        Assert.Equal("access.undeclared", AccessDecision.Decide(new AccessSubject(null, true), null, facts).DenialCode);
        Assert.Equal("access.undeclared", AccessDecision.Decide(new AccessSubject(Person(Roles.Caseworker), false), (Permission)999, facts).DenialCode);
    }

    [Fact]
    public void Somebody_without_a_role_may_do_nothing()
    {
        var nobody = new AccessSubject(new Viewer(UserId.New(), "Test", [], ["AKB"]), false);
        Assert.All(Enum.GetValues<Permission>(), permission =>
        {
            Assert.False(AccessDecision.Decide(nobody, permission, new ObjectFacts(true, true, WorksWith)).IsPermitted);
            Assert.False(AccessDecision.Decide(nobody, permission, ObjectFacts.NoCitizen).IsPermitted);
        });
    }

    [Fact]
    public void A_permit_asks_for_what_goes_with_it_and_a_denial_for_nothing()
    {
        var emergency = CitizenRelation.None with { BreakGlass = new OpenBreakGlass(["AHL"], DataClasses.All, DateTimeOffset.MaxValue) };
        var standing = CitizenRelation.None with { Standing = new Standing(StandingKind.Self, PortalAccess.Full, false, []) };
        var all =
            from permission in Enum.GetValues<Permission>()
            from role in Roles.All.Append(Roles.Private)
            from relation in new[] { WorksWith, Coordinates, Asked, emergency, standing, WorksWith with { BreakGlass = emergency.BreakGlass } }
            from facts in new[] { new ObjectFacts(true, true, relation), ObjectFacts.NoCitizen }
            select (Permission: permission, Verdict: AccessDecision.Decide(new AccessSubject(Person(role), false), permission, facts));
        Assert.All(all, one =>
        {
            Assert.Equal(one.Verdict.IsPermitted, one.Verdict.Obliges(Obligation.WriteDown));
            Assert.Equal(one.Verdict.Ground == AccessVerdict.BreakGlass && one.Permission == Permission.SeeCourse, one.Verdict.Obliges(Obligation.OnlyRead));
            Assert.Equal(one.Verdict.Obliges(Obligation.OnlyRead), one.Verdict.Obliges(Obligation.ShowNamedAreas));
            Assert.Equal(one.Permission == Permission.RevealPlaces && one.Verdict.IsPermitted, one.Verdict.Obliges(Obligation.SayWhy));
        });
        // Not empty words: each of them has been asked for by one at least.
        Assert.All([Obligation.WriteDown, Obligation.OnlyRead, Obligation.SayWhy], asked => Assert.Contains(all, one => one.Verdict.Obliges(asked)));
    }

    private static Viewer Person(string role) => new(UserId.New(), "Test", [role], ["AKB"]);
}
