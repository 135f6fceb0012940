using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class ConsentBreachRuleTests : IRuleExamples
{
    static string IRuleExamples.Rule => Rule;

    private const string Rule = "consent.breach";

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples =>
    [
        Shared(),
        Shared().Consent("S1", revokedAt: "2026-09-15"),
        Shared().Consent("S1", validTo: "2026-09-15"),
    ];

    private static CourseUnderTest Shared(PlanStatus status = PlanStatus.Active) =>
        A.Course("2026-10-05").Plan("P1", status: status).Share("P1", "AKB");

    [Theory]
    [InlineData(PlanStatus.Draft)]
    [InlineData(PlanStatus.Active)]
    [InlineData(PlanStatus.UnderReview)]
    [InlineData(PlanStatus.Completed)]
    [InlineData(PlanStatus.Cancelled)]
    [InlineData(PlanStatus.Replaced)]
    public void A_share_without_any_consent_is_a_breach_in_every_state_of_the_plan(PlanStatus status) =>
        Assert.Equal(["P1>AKB K"], Shared(status).Finds(Rule));

    [Theory]
    [InlineData(ShareGround.StatutoryDuty)]
    [InlineData(ShareGround.EssentialImportance)]
    [InlineData(ShareGround.Balancing)]
    public void Other_grounds_need_no_consent(ShareGround ground) =>
        Assert.Empty(A.Course("2026-10-05").Plan("P1").Share("P1", "AKB", ground).Finds(Rule));

    [Theory]
    [InlineData("2026-10-05", null, null, false)]
    [InlineData("2026-10-06", null, null, true)]
    [InlineData("2026-01-01", "2026-10-05", null, false)]
    [InlineData("2026-01-01", "2026-10-04", null, true)]
    [InlineData("2026-01-01", null, "2026-10-06", false)]
    [InlineData("2026-01-01", null, "2026-10-05", true)]
    public void Only_a_live_consent_covers_the_share(string givenAt, string? validTo, string? revokedAt, bool found) =>
        Assert.Equal(found, Shared().Consent("S1", givenAt: givenAt, validTo: validTo, revokedAt: revokedAt).Finds(Rule).Length == 1);

    [Theory]
    [InlineData("SIU", "AKB", false)]
    [InlineData("AHL SIU", "LOT AKB", false)]
    [InlineData("AKB", "SIU", true)]
    [InlineData("AHL", "AKB", true)]
    [InlineData("SIU", "LOT", true)]
    public void The_consent_must_run_from_the_plans_area_to_the_other(string from, string to, bool found) =>
        Assert.Equal(found, Shared().Consent("S1", from, to).Finds(Rule).Length == 1);

    [Fact]
    public void From_one_consent_and_to_another_do_not_add_up() =>
        Assert.Equal(["P1>AKB K"], Shared().Consent("S1", "SIU", "LOT").Consent("S2", "AHL", "AKB").Finds(Rule));

    [Fact]
    public void A_consent_told_by_another_source_and_of_any_kind_covers_the_share() =>
        Assert.Empty(Shared().Consent("S1", kind: ConsentKind.HealthDisclosure, source: A.Jobs, area: "AKB").Finds(Rule));

    [Fact]
    public void A_share_told_twice_is_one_breach_and_two_areas_are_two()
    {
        var course = Shared().Share("P1", "AKB").Share("P1", "LOT").Share("P1", "AHL", ShareGround.StatutoryDuty);

        Assert.Equal(["P1>AKB K", "P1>LOT K"], course.Finds(Rule));
    }

    [Fact]
    public void Revoking_one_consent_breaks_just_the_shares_that_rested_on_it()
    {
        var course = A.Course("2026-10-05")
            .Plan("P1").Share("P1", "AKB").Share("P1", "LOT")
            .Plan("P2", area: "AHL", source: A.Health).Share("P2", "AKB", source: A.Health)
            .Plan("P1", area: "AHL", source: A.Health).Share("P1", "AKB", source: A.Health)
            .Consent("S1", "SIU", "AKB").Consent("S2", "SIU", "LOT").Consent("S3", "AHL", "AKB", revokedAt: "2026-10-05");

        Assert.Equal(["P1>AKB K", "P2>AKB K"], course.Finds(Rule));
        Assert.Equal("sundhed:P1>AKB", course.Findings(Rule)[0].SubjectKey);
    }

    [Fact]
    public void Among_many_shares_each_breach_is_still_found_once()
    {
        var course = A.Course("2026-10-05");
        for (var i = 100; i < 400; i++)
        {
            course.Plan("P" + i, area: "X" + i % 25).Share("P" + i, "Y" + i).Share("P" + i, "Y" + i).Consent("S" + i, "X" + i % 25, "Y" + (i % 2 == 0 ? i : i + 1));
        }

        Assert.Equal(150, course.Finds(Rule).Length);
    }

    [Fact]
    public void The_evidence_tells_how_the_consent_ended_and_never_changes_with_the_day()
    {
        Assert.Equal("""{"case":"none","endedOn":null,"from":"SIU","to":"AKB"}""", Shared().Evidence(Rule));
        Assert.Equal("""{"case":"revoked","endedOn":"2026-09-15","from":"SIU","to":"AKB"}""",
            Shared().Consent("S1", validTo: "2026-08-01").Consent("S2", validTo: "2027-08-17", revokedAt: "2026-09-15").Evidence(Rule));
        Assert.Equal("""{"case":"expired","endedOn":"2026-08-01","from":"SIU","to":"AKB"}""",
            Shared().Consent("S1", validTo: "2026-08-01", revokedAt: "2026-09-15").Evidence(Rule));
    }
}
