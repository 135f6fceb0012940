using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Reference;

public sealed class SeedReferenceTests
{
    [Theory]
    [InlineData("plan-types")]
    [InlineData("core-areas")]
    [InlineData("codes")]
    public void The_seed_is_the_specification_word_for_word(string name)
    {
        using var stream = typeof(SeedReference).Assembly.GetManifestResourceStream(name + ".json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        Assert.Equal(Specification.Bytes("reference", name + ".json"), copy.ToArray());
    }

    [Fact]
    public void Everything_of_the_seed_is_read()
    {
        var seed = SeedReference.Snapshot;

        Assert.Equal(27, seed.PlanTypes.Count);
        Assert.Equal(10, seed.CoreAreas.Count);
        Assert.Equal(16, seed.Themes.Count);
        Assert.Equal(30, seed.PurposeGroups.Count);
        Assert.Equal(20, seed.Demands.Count);
        Assert.Equal(3, seed.OpposingDirections.Count);
        Assert.True(seed.Oppose(GoalDirection.Compensate, GoalDirection.Develop));
        Assert.Equal(Limits.Seed, seed.Limits);
        Assert.Equal(30, seed.Travel.DefaultMinutes);
        Assert.Equal(10, seed.Travel.BufferMinutes);
        var care = seed.PlanTypes["ÆL10"];
        Assert.True(care.Excludes(seed.PlanTypes["SEL83"]) && care.NeedsCitizenVoice);
        Assert.Equal(new DateOnly(2027, 1, 1), seed.PlanTypes["SUL119"].OwnerChangesOn);
        Assert.Equal(92, seed.PlanTypes["BL91"].CreateWithinDays);
        Assert.True(seed.PlanTypes["LAB40MP"].LegacyAllowed);
        Assert.Equal(new DateOnly(2026, 12, 31), seed.PlanTypes["LAB40MP"].ValidTo);
        Assert.True(seed.PlanTypes["EXT"] is { External: true, Sensitivity: Sensitivity.Health });
        Assert.Equal(new DateOnly(2021, 7, 31), seed.CoreAreas["UAU"].ValidTo);
    }

    [Fact]
    public void Every_code_has_an_everyday_name()
    {
        var seed = SeedReference.Snapshot;
        IEnumerable<string> codes =
        [
            .. seed.Themes.Select(code => "theme:" + code),
            .. seed.PurposeGroups.Select(code => "purposeGroup:" + code),
            .. seed.Demands.Select(code => "demand:" + code),
            .. Word<GoalDirection>.All.Select(code => "goalDirection:" + code),
            .. Word<GoalOrigin>.All.Select(code => "goalOrigin:" + code),
            .. Word<GoalStatus>.All.Select(code => "goalStatus:" + code),
            .. Word<PlanStatus>.All.Select(code => "planStatus:" + code),
            .. Word<InterventionStatus>.All.Select(code => "interventionStatus:" + code),
            .. Word<RestrictionKind>.All.Select(code => "restrictionKind:" + code),
            .. Word<AppointmentMode>.All.Select(code => "appointmentMode:" + code),
            .. Word<AppointmentStatus>.All.Select(code => "appointmentStatus:" + code),
            .. Word<PortalAccess>.All.Select(code => "portalAccess:" + code),
            .. Word<Protection>.All.Select(code => "protection:" + code),
            .. Word<ConsentKind>.All.Select(code => "consentKind:" + code),
            .. Word<ShareGround>.All.Select(code => "shareGround:" + code),
            .. Word<MilestoneKind>.All.Select(code => "milestoneKind:" + code),
            .. Word<PowerOfAttorneyKind>.All.Select(code => "powerOfAttorneyKind:" + code),
            .. Word<AssessmentScale>.All.Select(code => "assessmentScale:" + code),
        ];

        Assert.All(codes, code => Assert.True(seed.Names.TryGetValue(code, out var name) && name is { Da.Length: > 0, En.Length: > 0 }, code));
    }
}
