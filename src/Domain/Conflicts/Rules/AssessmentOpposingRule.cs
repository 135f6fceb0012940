using System.Buffers;
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
            haveTwoUnits |= !AreOfOneUnit(assessment, assessments[0]);
        }
        return haveTwoUnits && highest - lowest >= delta;
    }

    /// <summary>By theme, scale and level, so that only what is far enough apart is compared.</summary>
    private void FindAmongMany(ReadOnlySpan<AssessmentItem> assessments, Limits limits, ref Findings findings)
    {
        var rented = ArrayPool<PairKey>.Shared.Rent(assessments.Length);
        var keys = rented.AsSpan(0, assessments.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new PairKey(PairKeys.Hash(assessments[i].Theme) + (int)assessments[i].Scale, assessments[i].Level, i);
        }
        keys.Sort();
        var next = 0;
        for (var i = 0; i < keys.Length && !findings.IsFull; i++)
        {
            next = Math.Max(next, i + 1);
            while (next < keys.Length && keys[next].Hash == keys[i].Hash && keys[next].Second < keys[i].Second + limits.AssessmentDelta)
            {
                next++;
            }
            for (var j = next; j < keys.Length && keys[j].Hash == keys[i].Hash && !findings.IsFull; j++)
            {
                if (Oppose(assessments[keys[i].Row], assessments[keys[j].Row], limits))
                {
                    findings.Add(Opposing(assessments[keys[i].Row], assessments[keys[j].Row]));
                }
            }
        }
        ArrayPool<PairKey>.Shared.Return(rented);
    }

    /// <summary>A unit is one within its area: two areas may both have a Visitation.</summary>
    private static bool AreOfOneUnit(in AssessmentItem a, in AssessmentItem b) => a.Unit == b.Unit && a.Area == b.Area;

    private static bool Oppose(in AssessmentItem a, in AssessmentItem b, Limits limits) =>
        Math.Abs(a.Level - b.Level) >= limits.AssessmentDelta
        && a.Scale == b.Scale
        && Math.Abs(a.Date.DayNumber - b.Date.DayNumber) <= limits.AssessmentDays
        && !AreOfOneUnit(a, b)
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
