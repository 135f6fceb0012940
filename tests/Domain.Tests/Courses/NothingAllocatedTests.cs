using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>Rules that find nothing leave nothing to the garbage collector: a sweep of everyone depends on it.</summary>
public sealed class NothingAllocatedTests
{
    [Fact]
    public void A_full_and_quiet_course_is_built_and_judged_without_allocating()
    {
        var course = Quiet(copies: 1);

        Assert.Empty(course.Judge());
        Assert.Equal(0, BytesOf(course, new ConflictEngine(), withBuild: true));
    }

    [Fact]
    public void Judging_thousands_of_items_allocates_nothing_either()
    {
        var course = Quiet(copies: 300);

        Assert.Empty(course.Judge());
        Assert.Equal(0, BytesOf(course, new ConflictEngine(), withBuild: false));
    }

    [Fact]
    public void Each_rule_alone_allocates_nothing_on_generated_courses_where_it_finds_nothing()
    {
        var rows = new CourseBuilder();
        var greedy = new SortedSet<string>(StringComparer.Ordinal);
        var sizes = Enumerable.Range(0, 1_500).Select(GeneratedCourses.Of)
            .Concat(from scale in new[] { 3, 10, 40 } from seed in Enumerable.Range(0, 20) select GeneratedCourses.Large(seed, scale));
        foreach (var plain in sizes)
        {
            rows.Clear();
            PlainRows.Fill(rows, plain);
            var course = PlainRows.Build(plain, rows);
            foreach (var rule in ConflictEngine.AllRules)
            {
                if (Find(rule, course) == 0 && IsGreedy(rule, course))
                {
                    greedy.Add(rule.Key);
                }
            }
        }

        Assert.Empty(greedy);
    }

    private static int Find(IConflictRule rule, in CitizenCourse course)
    {
        var findings = new Findings();
        rule.Find(course, ref findings);
        return findings.Count;
    }

    /// <summary>A rule that allocates does so each time; what the runtime does beside it, such as compiling code anew, it does once.</summary>
    private static bool IsGreedy(IConflictRule rule, in CitizenCourse course) =>
        Bytes(rule, course) > 0 && Bytes(rule, course) > 0 && Bytes(rule, course) > 0;

    private static long Bytes(IConflictRule rule, in CitizenCourse course)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Find(rule, course);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long BytesOf(CourseUnderTest told, ConflictEngine engine, bool withBuild)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var course = told.Rows.Build(A.Day("2026-10-05"), told.Reference);
            before = withBuild ? before : GC.GetAllocatedBytesForCurrentThread();
            engine.Judge(course);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    /// <summary>Something of every kind that rules look at, nothing that any of them finds; times a number of copies that do not clash.</summary>
    private static CourseUnderTest Quiet(int copies)
    {
        var course = A.Course("2026-10-05").Limits(x => x with { InPersonPerWeek = 1000, InPersonPerDay = 1000, InPersonHoursPerDay = 24, ActiveContacts = 1000 })
            .Citizen(born: "2009-05-17", homePlace: "HJEM", lastContactOn: "2026-09-20")
            .Travel("HJEM", "KONTOR", 20)
            .Person("mor", PortalAccess.Full, portalUntil: "2027-05-16", custodyHolder: true)
            .Person("far", PortalAccess.Calendar, portalUntil: "2027-05-16", custodyHolder: true)
            .Residence("mor", "HJEM", "even").Residence("far", "FARS", "odd")
            .Contact("W", mainCoordinatorFrom: "2026-01-01").Contact("W2", team: "T", absentFrom: "2026-10-01", deputy: "W")
            .MaxWeeklyHours("R1", 160).BlockedDemand("R2", "noise").BlockedWindow("R3", Weekdays.Sunday, "00:00", "23:59")
            .Decision("B", requires: "bolig=egen", sets: "job=ja", serviceGroup: "s").Decision("C", sets: "bolig=egen", serviceGroup: "t", area: "AKB");
        for (var i = 0; i < copies; i++)
        {
            // Monday to Saturday of four weeks, then an hour later.
            var day = A.Day("2026-10-05").AddDays(i % 24 / 6 * 7 + i % 6);
            AddQuiet(course, $"{i:000}", $"{day:yyyy-MM-dd} {8 + i / 24:00}:00-{8 + i / 24:00}:30");
        }
        return course;
    }

    private static void AddQuiet(CourseUnderTest course, string n, string at)
    {
        course
            .Person("p" + n, protection: Protection.Threat).Residence("p" + n, "SKJUL" + n, "2026-W01")
            .Decision("V" + n, requires: "k" + n + "=1", sets: "m" + n + "=1", serviceGroup: "u" + n, area: "AHL")
            .Decision("U" + n, sets: "k" + n + "=1", serviceGroup: "v" + n)
            .Plan("P" + n, "SEL141", nextFollowUp: "2026-12-01", owner: "W", endsAtAge: 23, to: "2026-12-31")
            .Plan("Q" + n, "SUL140", nextFollowUp: "2026-12-01", owner: "W2", area: "AHL")
            .Plan("D" + n, "BL91", PlanStatus.Draft, decisionDate: "2026-09-01")
            .Share("P" + n, "AHL").Consent("S" + n, "SIU", "AHL", validTo: "2027-10-01")
            .Goal("G" + n, "P" + n, "health", GoalDirection.Develop, GoalOrigin.Citizen, due: "2026-12-01", parent: "H" + n)
            .Goal("H" + n, "P" + n, "mobility", GoalDirection.Maintain, due: "2026-12-31")
            .Goal("I" + n, "Q" + n, "mobility", GoalDirection.Develop)
            .Intervention("I" + n, "P" + n, "group" + n, to: "2026-12-01", weeklyHours: 0.5, demands: "stairs")
            .Intervention("J" + n, "Q" + n, "other" + n, from: "2026-12-02", weeklyHours: 0.25, requires: "I" + n + " K" + n + "?")
            .Assessment("X" + n, 1, "2026-09-01", "Nord").Assessment("Y" + n, 2, "2026-09-01", "Syd")
            .Milestone("M" + n, "P" + n, "2026-12-01").Milestone("N" + n, "Q" + n, "2026-12-01")
            .PowerOfAttorney("F" + n, "mor", "2027-12-31")
            .Agreement("E" + n, due: "2026-11-01")
            .Appointment("A" + n, at, "KONTOR", plan: "P" + n, mandatory: true, invited: "citizen mor far", decision: true, needsSupport: true, support: "Taxa");
    }
}
