using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Consent;

public sealed class CourseMaskTests
{
    private static readonly Dictionary<string, string> Places = new() { ["S-HOME"] = "Rosengården", ["S-SCHOOL"] = "Testby Skole" };

    private static CourseMask MaskOf(CourseUnderTest course, string area, string today, ComparisonLevels? levels = null)
    {
        course.Build();
        return CourseMask.For(course.Rows, new HashSet<string> { area }, A.Day(today), levels ?? ComparisonLevels.Usual, Places);
    }

    [Theory]
    [InlineData("2026-09-01")]
    [InlineData("2026-10-05")]
    [InlineData("2027-03-01")]
    public void A_share_stands_by_the_consents_of_today_whatever_day_is_judged(string asOf)
    {
        CourseUnderTest Told() => A.Course(asOf).Plan("P1", source: A.Health, area: "AHL").Share("P1", "AKB", source: A.Health)
            .Consent("S1", "AHL", "AKB", givenAt: "2026-08-17", revokedAt: "2026-09-15", validTo: "2027-08-17");
        Assert.True(MaskOf(Told(), "AKB", "2026-09-14").SeesPlan(0));
        Assert.False(MaskOf(Told(), "AKB", "2026-09-15").SeesPlan(0));
        Assert.False(MaskOf(Told(), "AKB", "2026-08-16").SeesPlan(0));
        Assert.False(MaskOf(Told(), "SIU", "2026-09-14").SeesPlan(0));
    }

    [Fact]
    public void What_is_laid_over_the_rows_later_opens_nothing()
    {
        var course = A.Course("2026-10-05").Plan("P1", source: A.Health, area: "AHL").Share("P1", "AKB", source: A.Health);
        var mask = MaskOf(course, "AKB", "2026-10-05");
        course.Consent("S1", "AHL", "AKB").Build();
        course.Rows.Plans[0].Area = "AKB";
        Assert.False(mask.SeesPlan(0));
        course.Plan("P2", source: A.Jobs, area: "AKB").Build();
        Assert.True(mask.SeesPlan(1));
    }

    [Fact]
    public void An_area_is_known_by_what_is_seen_of_it()
    {
        var mask = MaskOf(
            A.Course("2026-10-05").Plan("P1").Share("P1", "AHL").Plan("P2", source: A.Health, area: "LOT").Share("P2", "KOF", source: A.Health)
                .Consent("S1", "SIU", "AKB").Consent("S2", "LOT", "REG"),
            "SIU", "2026-10-05");
        Assert.Equal(["AHL", "AKB", "SIU"], new[] { "AHL", "AKB", "KOF", "LOT", "REG", "SIU" }.Where(mask.KnowsArea));
        Assert.True(mask.KnowsSource(A.Social));
        Assert.False(mask.KnowsSource(A.Health));
    }

    [Fact]
    public void Hours_that_another_area_has_blocked_are_not_told()
    {
        var course = A.Course("2026-10-05").Appointment("A", "2026-10-01 10:00-11:00", "HER", status: AppointmentStatus.Missed, mandatory: true)
            .BlockedWindow("R", Weekdays.Thursday, "08:15", "10:45", source: A.Health, area: "AHL");
        var finding = Assert.Single(course.Findings("sanction.risk"));
        string Told(CourseMask mask) => new ConflictTexts(new CourseNames(course.Rows, mask, A.Reference), Language.Da)
            .Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json);
        Assert.DoesNotContain("8.15", Told(MaskOf(course, "SIU", "2026-10-05")), StringComparison.Ordinal);
        Assert.Contains("8.15", Told(CourseMask.Unmasked(course.Rows, A.Day("2026-10-05"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StandingKind.Self, PortalAccess.None, "plan goals interventions appointments area source consent")]
    [InlineData(StandingKind.Guardian, PortalAccess.None, "plan goals interventions appointments area source consent")]
    [InlineData(StandingKind.Relative, PortalAccess.Full, "plan goals interventions appointments area source consent")]
    [InlineData(StandingKind.Relative, PortalAccess.CalendarAndGoals, "goals appointments")]
    [InlineData(StandingKind.Relative, PortalAccess.Calendar, "appointments")]
    [InlineData(StandingKind.Relative, PortalAccess.None, "")]
    public void A_private_person_sees_what_they_are_let_in_to_whatever_is_shared_between_areas(StandingKind kind, PortalAccess portal, string sees)
    {
        var course = A.Course("2026-10-05").Plan("P1", source: A.Health, area: "AHL").Share("P1", "AKB", ShareGround.StatutoryDuty, source: A.Health).Consent("S1", "AHL", "AKB");
        course.Build();
        var mask = CourseMask.For(course.Rows, new Standing(kind, portal, false, []), A.Day("2026-10-05"), Places);
        var seen = DataClassWords.All.Where(word => mask.Sees(DataClassWords.Of([word]), "AHL", 0) && mask.Sees(DataClassWords.Of([word]), "AHL", -1)).ToList();
        Assert.Equal(mask.SeesPlan(0), seen.Contains("plan"));
        if (mask.KnowsArea("AHL") && mask.SeesArea("AHL"))
        {
            seen.Add("area");
        }
        if (mask.KnowsSource(A.Health))
        {
            seen.Add("source");
        }
        if (mask.SeesConsent(course.Rows.Consents[0]))
        {
            seen.Add("consent");
        }
        Assert.Equal(sees, string.Join(' ', seen));
    }

    [Theory]
    [InlineData(Protection.None, StandingKind.Self, "", true)]
    [InlineData(Protection.NameAndAddress, StandingKind.Self, "", true)]
    [InlineData(Protection.None, StandingKind.Relative, "N2", false)]
    [InlineData(Protection.None, StandingKind.Relative, "N1", true)]
    [InlineData(Protection.Threat, StandingKind.Relative, "N1", false)]
    [InlineData(Protection.Threat, StandingKind.Guardian, "N2", false)]
    public void The_home_of_a_protected_person_is_told_to_the_citizen_and_to_that_person_and_to_no_other_relative(
        Protection citizen, StandingKind kind, string me, bool isTold)
    {
        var course = A.Course("2026-10-05").Citizen(protection: citizen).Plan("P1")
            .Person("N1", protection: Protection.NameAndAddress).Person("N2").Residence("N1", "S-HOME", "even")
            .Appointment("A1", "2026-10-07 13:00-14:00", "S-HOME", plan: "P1");
        course.Build();
        var mask = CourseMask.For(course.Rows, new Standing(kind, PortalAccess.Full, true, me.Length == 0 ? [] : [$"{A.Social}:{me}"]), A.Day("2026-10-05"), Places);
        Assert.Equal(isTold, mask.SeesPlace(course.Rows.Appointments[0]));
    }

    [Theory]
    [InlineData(Protection.NameAndAddress, Protection.None, "S-HOME", false)]
    [InlineData(Protection.Threat, Protection.None, "S-SCHOOL", false)]
    [InlineData(Protection.None, Protection.Threat, "S-HOME", false)]
    [InlineData(Protection.None, Protection.Threat, "S-SCHOOL", true)]
    [InlineData(Protection.None, Protection.None, "S-HOME", true)]
    public void Where_somebody_protected_is_to_be_found_is_told_to_the_area_whose_appointment_it_is_when_it_asks(
        Protection citizen, Protection mother, string place, bool isTold)
    {
        var course = A.Course("2026-10-05").Citizen(protection: citizen).Plan("P1", source: A.Health, area: "AHL").Share("P1", "AKB", ShareGround.StatutoryDuty, source: A.Health)
            .Person("N1", protection: mother).Residence("N1", "S-HOME", "even")
            .Appointment("A1", "2026-10-07 13:00-14:00", place, plan: "P1", source: A.Health, area: "AHL");

        Assert.Equal(isTold, MaskOf(course, "AKB", "2026-10-05").SeesPlace(course.Rows.Appointments[0]));
        Assert.Equal(isTold, MaskOf(course, "AHL", "2026-10-05").SeesPlace(course.Rows.Appointments[0]));
        Assert.Equal(isTold, MaskOf(course, "AKB", "2026-10-05").WithPlacesAskedFor().SeesPlace(course.Rows.Appointments[0]));
        Assert.True(MaskOf(course, "AHL", "2026-10-05").WithPlacesAskedFor().SeesPlace(course.Rows.Appointments[0]));
        Assert.True(CourseMask.Unmasked(course.Rows, A.Day("2026-10-05")).SeesPlace(course.Rows.Appointments[0]));
    }

    [Theory]
    [InlineData(Protection.Threat, "Hent på Rosengården kl. 8", "Hent på [beskyttet sted] kl. 8")]
    [InlineData(Protection.Threat, "ROSENGÅRDENS leder, rosengården", "[beskyttet sted]S leder, [beskyttet sted]")]
    [InlineData(Protection.Threat, "Rosengårdenvej og Testby Skole", "Rosengårdenvej og [beskyttet sted]")]
    [InlineData(Protection.Threat, "Går i Testby Skoles fritidsordning", "Går i [beskyttet sted]s fritidsordning")]
    [InlineData(Protection.None, "Hent på Rosengården", "Hent på Rosengården")]
    public void Free_text_does_not_name_where_a_protected_citizen_is_to_be_found(Protection citizen, string text, string told)
    {
        var course = A.Course("2026-10-05").Citizen(protection: citizen).Person("N1").Residence("N1", "S-HOME", "even").Appointment("A1", "2026-10-07 13:00-14:00", "S-SCHOOL");
        Assert.Equal(told, MaskOf(course, "SIU", "2026-10-05").Text(text));
        Assert.Equal(told, MaskOf(course, "AKB", "2026-10-05").Over(course.Rows).Text(text));
        Assert.Equal(text, CourseMask.For(course.Rows, new Standing(StandingKind.Self, PortalAccess.Full, false, []), A.Day("2026-10-05"), Places).Text(text));
    }

    [Fact]
    public void A_change_that_is_not_saved_takes_no_protection_away()
    {
        CourseUnderTest Course(Protection protection) => A.Course("2026-10-05").Citizen(protection: protection).Appointment("A1", "2026-10-07 13:00-14:00", "S-SCHOOL");
        var changed = Course(Protection.None);
        changed.Build();
        var mask = MaskOf(Course(Protection.Threat), "SIU", "2026-10-05").Over(changed.Rows);
        Assert.False(mask.SeesPlace(changed.Rows.Appointments[0]));
        Assert.Equal("Mød i [beskyttet sted]", mask.Text("Mød i Testby Skole"));
        Assert.True(MaskOf(changed, "SIU", "2026-10-05").SeesPlace(changed.Rows.Appointments[0]));
    }

    [Fact]
    public void Free_text_does_not_name_where_a_protected_parent_lives_to_the_other_parent_and_names_the_school()
    {
        var course = A.Course("2026-10-05").Person("N1", protection: Protection.Threat).Residence("N1", "S-HOME", "even").Appointment("A1", "2026-10-07 13:00-14:00", "S-SCHOOL");
        course.Build();
        var father = CourseMask.For(course.Rows, new Standing(StandingKind.Relative, PortalAccess.Full, true, [$"{A.Social}:N2"]), A.Day("2026-10-05"), Places);
        Assert.Equal("Fra [beskyttet sted] til Testby Skole", father.Text("Fra Rosengården til Testby Skole"));
        var mother = CourseMask.For(course.Rows, new Standing(StandingKind.Relative, PortalAccess.Full, true, [$"{A.Social}:N1"]), A.Day("2026-10-05"), Places);
        Assert.Equal("Fra Rosengården til Testby Skole", mother.Text("Fra Rosengården til Testby Skole"));
    }

    [Fact]
    public void The_protection_may_be_told_by_one_source_and_the_home_by_another()
    {
        var course = A.Course("2026-10-05").Person("N1", person: 7).Residence("N1", "S-HOME", "even").Person("N9", protection: Protection.Threat, source: A.Health, person: 7)
            .Appointment("A1", "2026-10-07 13:00-14:00", "S-HOME");

        Assert.False(MaskOf(course, "AKB", "2026-10-05").SeesPlace(course.Rows.Appointments[0]));
    }

    [Fact]
    public void How_far_it_is_to_a_protected_place_is_not_told()
    {
        var course = A.Course("2026-10-05").Citizen(protection: Protection.Threat).Travel("S-HERE", "S-HOME", 47)
            .Plan("P1", source: A.Health, area: "AHL").Share("P1", "SIU", ShareGround.StatutoryDuty, source: A.Health)
            .Appointment("A1", "2026-10-07 10:00-11:00", "S-HERE").Appointment("A2", "2026-10-07 11:20-12:00", "S-HOME", plan: "P1", source: A.Health, area: "AHL");
        var finding = Assert.Single(course.Findings("appointment.travel"));
        ConflictTexts Texts(CourseMask mask) => new(new CourseNames(course.Rows, mask, A.Reference), Language.Da);
        string Told(CourseMask mask) => Texts(mask).Explanation(finding.Rule, finding.Subjects, finding.Evidence.Json)
            + string.Concat(Texts(mask).WaysOut(finding.Rule, finding.Subjects, finding.Evidence.Json));

        Assert.Contains("57", Told(CourseMask.Unmasked(course.Rows, A.Day("2026-10-05"))), StringComparison.Ordinal);
        var masked = MaskOf(course, "SIU", "2026-10-05");
        Assert.DoesNotContain("57", Told(masked), StringComparison.Ordinal);
        Assert.False(Texts(masked).SeesAll(finding.Subjects, finding.Evidence.Json));
    }

    [Fact]
    public void Raw_facts_are_for_those_who_see_every_item_they_name()
    {
        var course = A.Course("2026-10-05").Contact("W1").Contact("W2", source: A.Health, area: "AHL")
            .Appointment("A1", "2026-10-07 13:00-14:00").Appointment("A2", "2026-10-07 13:00-14:00", source: A.Health, area: "AHL");
        var seen = new SeenEvidence(course.Rows, MaskOf(course, "SIU", "2026-10-05"));
        Assert.True(seen.Shows("""{"start":"2026-10-07T13:00","week":"2026-W41","count":2,"appointments":["social:A1"],"contacts":["social:W1"]}"""));
        Assert.False(seen.Shows("""{"appointments":["social:A1","sundhed:A2"]}"""));
        Assert.False(seen.Shows("""{"contacts":["sundhed:W2"]}"""));
        Assert.False(seen.Shows("""{"waits":["social:A1>sundhed:A2"]}"""));
        Assert.False(seen.Shows("""{"other":"region:gone"}"""));
    }

    [Fact]
    public void A_consent_and_a_power_of_attorney_are_named_to_those_they_concern()
    {
        var course = A.Course("2026-10-05").Consent("S1", "AHL", "AKB").PowerOfAttorney("M1", "citizen", "2026-12-31", source: A.Health, area: "AHL");
        string? Title(string area, SubjectKind kind, ItemKey key) =>
            new CourseNames(course.Rows, MaskOf(course, area, "2026-10-05"), A.Reference).TitleOf(Subject.Of(kind, key), Language.Da);
        var (consent, power) = (new ItemKey(A.Social, "S1"), new ItemKey(A.Health, "M1"));
        Assert.Equal("samtykket fra Område AHL til Område AKB", Title("AKB", SubjectKind.Consent, consent));
        Assert.Null(Title("SIU", SubjectKind.Consent, consent));
        Assert.NotNull(Title("AHL", SubjectKind.PowerOfAttorney, power));
        Assert.Null(Title("AKB", SubjectKind.PowerOfAttorney, power));
    }

    private static ComparisonLevels None(string one, string other, DataClasses of) => new([KeyValuePair.Create(ComparisonLevels.PairOf(one, other), of)]);

    private static CourseUnderTest Overlap() => A.Course("2026-10-05").Plan("P1").Plan("P2", source: A.Health, area: "AHL")
        .Appointment("A1", "2026-10-07 13:00-14:00", plan: "P1").Appointment("A2", "2026-10-07 13:30-14:30", plan: "P2", source: A.Health, area: "AHL");

    [Theory]
    [InlineData("SIU", "AHL", DataClasses.Appointments, false)]
    [InlineData("AHL", "SIU", DataClasses.Appointments, false)]
    [InlineData("SIU", "AHL", DataClasses.Goals | DataClasses.Plan, true)]
    [InlineData("AKB", "AHL", DataClasses.Appointments, true)]
    public void A_pair_of_areas_that_is_not_compared_gives_staff_no_conflict_between_them_and_no_trace(string one, string other, DataClasses of, bool isTold)
    {
        var course = Overlap();
        var finding = Assert.Single(course.Findings("appointment.overlap"));
        var levels = None(one, other, of);
        Assert.Equal(isTold, MaskOf(course, "SIU", "2026-10-05", levels).IsCompared(finding.Subjects));
        Assert.Equal(isTold, MaskOf(course, "SIU", "2026-10-05", levels).IsTold(DataClasses.Appointments, "AHL"));
        // A third area, which sees neither side, learns no more than those two.
        Assert.Equal(isTold || one == "AKB", MaskOf(course, "LOT", "2026-10-05", levels).IsCompared(finding.Subjects));
    }

    [Fact]
    public void Whoever_sees_both_sides_and_the_citizen_are_told_all_the_same()
    {
        var course = Overlap();
        var finding = Assert.Single(course.Findings("appointment.overlap"));
        var levels = None("SIU", "AHL", DataClasses.All);
        Assert.True(CourseMask.For(course.Rows, new HashSet<string> { "SIU", "AHL" }, A.Day("2026-10-05"), levels, Places).IsCompared(finding.Subjects));
        Assert.True(CourseMask.For(course.Rows, new Standing(StandingKind.Self, PortalAccess.Full, false, []), A.Day("2026-10-05"), Places).IsCompared(finding.Subjects));
    }

    [Theory]
    [InlineData("2026-09-14", true)]
    [InlineData("2026-09-15", false)]
    public void A_ground_to_share_goes_before_what_is_not_compared_for_as_long_as_it_holds(string today, bool isTold)
    {
        var course = Overlap().Share("P2", "SIU", source: A.Health).Consent("S1", "AHL", "SIU", givenAt: "2026-08-17", revokedAt: "2026-09-15", validTo: "2027-08-17");
        var finding = Assert.Single(course.Findings("appointment.overlap"));
        Assert.Equal(isTold, MaskOf(course, "SIU", today, None("AHL", "SIU", DataClasses.All)).IsCompared(finding.Subjects));
    }

    [Fact]
    public void What_is_about_the_course_as_a_whole_is_told_where_all_its_areas_are_compared()
    {
        var course = Overlap();
        course.Build();
        Subject[] week = [new(SubjectKind.Week, "2026-W41")];
        Assert.False(MaskOf(course, "SIU", "2026-10-05", None("AHL", "SIU", DataClasses.Goals)).IsCompared(week));
        Assert.True(MaskOf(course, "SIU", "2026-10-05", None("AKB", "SIU", DataClasses.All)).IsCompared(week));
    }

    [Theory]
    [InlineData("2026-10-05", "2026-10-06", "social:N1", true)]
    [InlineData("2026-10-06", "2026-10-06", "social:N1", false)]
    [InlineData("2026-10-06", "2026-10-06", "citizen", true)]
    // Given by a guardian for an adult.
    [InlineData("2026-10-06", "2026-08-01", "social:N1", true)]
    public void What_was_consented_to_for_a_child_opens_nothing_from_the_eighteenth_birthday(string today, string birthday, string by, bool opens)
    {
        var course = A.Course("2026-10-05").Plan("P1", source: A.Health, area: "AHL").Share("P1", "AKB", source: A.Health)
            .Consent("S1", "AHL", "AKB", givenAt: "2026-08-17", validTo: "2027-08-17", givenBy: by);
        course.Rows.Citizen.BirthDate = A.Day(birthday).AddYears(-18);
        Assert.Equal(opens, MaskOf(course, "AKB", today).SeesPlan(0));
        Assert.Equal(opens, OpensBetween(course, today) != DataClasses.None);
    }

    private static DataClasses OpensBetween(CourseUnderTest course, string today) => SharingAdvice.ConsentBetween(course.Rows, "AHL", "AKB", A.Day(today)).Opens;
}
