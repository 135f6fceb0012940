using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Consent;

/// <summary>The decisions of today over the course as it was known on a day that has passed.</summary>
public sealed class PastCourseMaskTests
{
    private static readonly ComparisonLevels NotCompared = new([KeyValuePair.Create(ComparisonLevels.PairOf("SIU", "AHL"), DataClasses.All)]);

    private static CourseUnderTest Overlap() => A.Course("2026-10-05").Plan("P1").Plan("P2", source: A.Health, area: "AHL")
        .Appointment("A1", "2026-10-07 13:00-14:00", plan: "P1").Appointment("A2", "2026-10-07 13:30-14:30", plan: "P2", source: A.Health, area: "AHL");

    private static CourseUnderTest Shared() => Overlap().Share("P2", "SIU", ShareGround.StatutoryDuty, source: A.Health);

    [Fact]
    public void Which_areas_are_told_of_is_decided_by_what_is_shared_today()
    {
        Assert.Equal((false, false), Told(today: Overlap(), past: Shared()));
        Assert.Equal((true, true), Told(today: Shared(), past: Overlap()));
    }

    [Fact]
    public void Where_somebody_lives_who_is_protected_today_is_told_of_no_day_before_that_was_known()
    {
        CourseUnderTest Visit() => A.Course("2026-10-05").Plan("P1").Appointment("A1", "2026-10-07 13:00-14:00", "S-HOME", plan: "P1");
        bool SeesPlace(Protection protection)
        {
            var (today, past) = (Visit().Person("N1", protection: protection).Residence("N1", "S-HOME", "even"), Visit());
            today.Build();
            past.Build();
            var places = new Dictionary<string, string> { ["S-HOME"] = "Rosengården" };
            var mask = CourseMask.For(today.Rows, new HashSet<string> { "SIU" }, A.Day("2026-10-05"), ComparisonLevels.Usual, places).OverPast(past.Rows, A.Day("2026-10-04"));
            Assert.Equal(mask.SeesPlace(past.Rows.Appointments[0]) ? "Til Rosengården" : "Til [beskyttet sted]", mask.Text("Til Rosengården"));
            return mask.SeesPlace(past.Rows.Appointments[0]);
        }
        Assert.False(SeesPlace(Protection.NameAndAddress));
        Assert.True(SeesPlace(Protection.None));
    }

    private static (bool IsTold, bool IsCompared) Told(CourseUnderTest today, CourseUnderTest past)
    {
        today.Build();
        var finding = Assert.Single(past.Findings("appointment.overlap"));
        var mask = CourseMask.For(today.Rows, new HashSet<string> { "SIU" }, A.Day("2026-10-05"), NotCompared, new Dictionary<string, string>()).OverPast(past.Rows, A.Day("2026-10-04"));
        return (mask.IsTold(DataClasses.Appointments, "AHL"), mask.IsCompared(finding.Subjects));
    }
}
