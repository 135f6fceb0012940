using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two units have judged the same functioning at nearly the same time, and far apart.</summary>
public sealed class AssessmentOpposingRule : IConflictRule
{
    /// <summary>So few are compared all with all, without allocating.</summary>
    private const int Few = 256;

    public string Key => "assessment.opposing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var assessments = course.Assessments;
        if (!MayOppose(assessments, course.Limits.AssessmentDelta))
        {
            return;
        }
        if (assessments.Length > Few)
        {
            FindAmongMany(assessments, course.Limits, ref findings);
            return;
        }
        for (var i = 0; i < assessments.Length; i++)
        {
            for (var j = i + 1; j < assessments.Length; j++)
            {
                if (Oppose(assessments[i], assessments[j], course.Limits))
                {
                    findings.Add(Opposing(assessments[i], assessments[j]));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    /// <summary>Some two come from different units, and some two are far enough apart.</summary>
    private static bool MayOppose(ReadOnlySpan<AssessmentItem> assessments, int delta)
    {
        if (assessments.Length < 2)
        {
            return false;
        }
        int lowest = assessments[0].Level, highest = lowest;
        var haveTwoUnits = false;
        foreach (ref readonly var assessment in assessments)
        {
            lowest = Math.Min(lowest, assessment.Level);
            highest = Math.Max(highest, assessment.Level);
            haveTwoUnits |= assessment.Unit != assessments[0].Unit;
        }
        return haveTwoUnits && highest - lowest >= delta;
    }

    /// <summary>By theme, scale and level, so that only what is far enough apart is compared.</summary>
    private void FindAmongMany(ReadOnlySpan<AssessmentItem> assessments, Limits limits, ref Findings findings)
    {
        var rows = new (string Theme, AssessmentScale Scale, int Level, int Row)[assessments.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (assessments[i].Theme, assessments[i].Scale, assessments[i].Level, i);
        }
        Array.Sort(rows, static (a, b) =>
            string.CompareOrdinal(a.Theme, b.Theme) is not 0 and var byTheme ? byTheme
            : a.Scale != b.Scale ? a.Scale.CompareTo(b.Scale) : a.Level.CompareTo(b.Level));
        var next = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            next = Math.Max(next, i + 1);
            while (next < rows.Length && IsAlike(rows[next], rows[i]) && rows[next].Level < rows[i].Level + limits.AssessmentDelta)
            {
                next++;
            }
            for (var j = next; j < rows.Length && IsAlike(rows[j], rows[i]); j++)
            {
                if (Oppose(assessments[rows[i].Row], assessments[rows[j].Row], limits))
                {
                    findings.Add(Opposing(assessments[rows[i].Row], assessments[rows[j].Row]));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    private static bool IsAlike(
        (string Theme, AssessmentScale Scale, int Level, int Row) a, (string Theme, AssessmentScale Scale, int Level, int Row) b) =>
        a.Scale == b.Scale && a.Theme == b.Theme;

    private static bool Oppose(in AssessmentItem a, in AssessmentItem b, Limits limits) =>
        Math.Abs(a.Level - b.Level) >= limits.AssessmentDelta
        && a.Scale == b.Scale
        && Math.Abs(a.Date.DayNumber - b.Date.DayNumber) <= limits.AssessmentDays
        && a.Unit != b.Unit
        && a.Theme == b.Theme;

    private Finding Opposing(in AssessmentItem one, in AssessmentItem other)
    {
        var (a, b) = ItemKey.Compare(one.Key, other.Key) <= 0 ? (one, other) : (other, one);
        return Finding.Between(Key, Severity.M,
            Evidence.Of(("theme", a.Theme), ("scale", Word<AssessmentScale>.Of(a.Scale)),
                ("levelA", a.Level), ("dateA", a.Date), ("levelB", b.Level), ("dateB", b.Date)),
            Subject.Of(SubjectKind.Assessment, a.Key),
            Subject.Of(SubjectKind.Assessment, b.Key));
    }
}
