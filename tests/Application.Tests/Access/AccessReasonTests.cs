using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

public sealed class AccessReasonTests
{
    [Fact]
    public void Every_decision_there_can_be_is_explained_and_as_what_it_was()
    {
        var (permits, denials) = (0, 0);
        foreach (var (permission, roles, facts) in Situations())
        {
            var viewer = new Viewer(UserId.New(), "Test", roles, []);
            var verdict = AccessDecision.Decide(new AccessSubject(viewer, IsSystem: false), permission, facts);
            var why = AccessReasons.Of(bySystem: false, !facts.IsAboutCitizen, roles, verdict.Ground, verdict.DenialCode ?? AccessReasons.Permitted);
            Assert.Equal(verdict.IsPermitted, why < AccessReason.DeniedByRelation);
            Assert.True(why != AccessReason.Coordinator || facts.Relation.IsCoordinator);
            Assert.True(why != AccessReason.OwnArea || facts.Relation.OwnAreas.Count > 0);
            Assert.True(why != AccessReason.Asked || facts.Relation.IsAskedToCoordinate);
            Assert.True(why != AccessReason.DataProtection || roles.Contains(Roles.DataProtection));
            Assert.Equal(why is AccessReason.Self or AccessReason.Guardian or AccessReason.Relative, verdict.IsPermitted && facts.Relation.Standing is not null);
            _ = verdict.IsPermitted ? permits++ : denials++;
        }
        Assert.True(permits > 100 && denials > 100, $"{permits} permits, {denials} denials");
        Assert.Equal(AccessReason.System, AccessReasons.Of(bySystem: true, inList: false, [], "system", AccessReasons.Permitted));
    }

    [Fact]
    public void The_areas_of_a_relation_are_told_and_nothing_else_of_it()
    {
        Assert.Equal(["BEU", "SIU"], AccessReasons.AreasIn("coordinator,asked,BEU,SIU"));
        Assert.Empty(AccessReasons.AreasIn("coordinator"));
        Assert.Empty(AccessReasons.AreasIn(null));
    }

    private static IEnumerable<(Permission Permission, string[] Roles, ObjectFacts Facts)> Situations()
    {
        bool[] either = [false, true];
        Standing[] standings =
        [
            .. from kind in Enum.GetValues<StandingKind>()
               from portal in Enum.GetValues<PortalAccess>()
               from custody in either
               select new Standing(kind, portal, custody, []),
        ];
        var roles = Enumerable.Range(0, 1 << Roles.All.Count).Select(bits => Roles.All.Where((_, i) => (bits >> i & 1) == 1).ToArray()).ToList();
        return (
            from permission in Enum.GetValues<Permission>()
            from held in roles
            let about = Permissions.Rules[permission].Relation != RelationNeed.None
            from exists in about ? either : [false]
            from coordinator in about ? either : [false]
            from asked in about ? either : [false]
            from own in about ? either : [false]
            select (permission, held, about
                ? new ObjectFacts(true, exists, new CitizenRelation(own ? ["SIU"] : [], coordinator, asked))
                : ObjectFacts.NoCitizen)).Concat(
            from permission in Enum.GetValues<Permission>()
            where Permissions.Rules[permission].Relation == RelationNeed.StandsByCitizen
            from standing in standings
            select (permission, new[] { Roles.Private }, new ObjectFacts(true, true, CitizenRelation.None with { Standing = standing })));
    }
}
