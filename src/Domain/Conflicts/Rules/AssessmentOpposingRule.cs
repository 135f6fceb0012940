using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two units have judged the same functioning at nearly the same time, and far apart.</summary>
public sealed class AssessmentOpposingRule : IConflictRule
{
    public string Key => "assessment.opposing";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var assessments = course.Assessments;
        if (!MayOppose(assessments, course.Limits.AssessmentDelta))
        {
            return;
        }
        var isMany = assessments.Length > EqualTexts.Few;
        var rows = isMany ? ByTheme(assessments) : EqualTexts.AsTheyStand(stackalloc int[assessments.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var one = ref assessments[rows[i]];
            for (var j = i + 1; j < rows.Length; j++)
            {
                ref readonly var other = ref assessments[rows[j]];
                if (one.Theme != other.Theme)
                {
                    if (isMany)
                    {
                        break;
                    }
                    continue;
                }
                if (Oppose(one, other, course.Limits))
                {
                    findings.Add(Opposing(one, other));
                    if (findings.IsFull)
                    {
                        break;
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

    private static int[] ByTheme(ReadOnlySpan<AssessmentItem> assessments)
    {
        var themes = new string[assessments.Length];
        for (var i = 0; i < themes.Length; i++)
        {
            themes[i] = assessments[i].Theme;
        }
        return EqualTexts.Order(themes);
    }

    private static bool Oppose(in AssessmentItem a, in AssessmentItem b, Limits limits) =>
        Math.Abs(a.Level - b.Level) >= limits.AssessmentDelta
        && a.Scale == b.Scale
        && Math.Abs(a.Date.DayNumber - b.Date.DayNumber) <= limits.AssessmentDays
        && a.Unit != b.Unit;

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
