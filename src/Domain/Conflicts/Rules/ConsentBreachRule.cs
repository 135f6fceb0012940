using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan is shown to an area on the ground of a consent that does not hold (forvaltningsloven § 28).</summary>
public sealed class ConsentBreachRule : IConflictRule
{
    /// <summary>Pairs of areas whose answer is kept; there are few areas, so that many shares still ask few questions.</summary>
    private const int Kept = 16;

    public string Key => "consent.breach";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (course.Shares.IsEmpty)
        {
            return;
        }
        Span<int> asked = stackalloc int[Kept];
        Span<bool> answers = stackalloc bool[Kept];
        var count = 0;
        for (var i = 0; i < course.Shares.Length; i++)
        {
            ref readonly var share = ref course.Shares[i];
            if (share.Ground == ShareGround.Consent && share.Plan >= 0
                && !HasConsent(course, i, asked, answers, ref count) && !IsRepeated(course.Shares[..i], share))
            {
                findings.Add(Breach(course, course.Plans[share.Plan], share.Area));
            }
        }
    }

    private static bool HasConsent(in CitizenCourse course, int index, Span<int> asked, Span<bool> answers, ref int count)
    {
        var to = course.Shares[index].Area;
        var from = course.Plans[course.Shares[index].Plan].Area;
        for (var i = 0; i < count; i++)
        {
            ref readonly var earlier = ref course.Shares[asked[i]];
            if (earlier.Area == to && course.Plans[earlier.Plan].Area == from)
            {
                return answers[i];
            }
        }
        var answer = HasConsent(course.Consents, from, to);
        if (count < Kept)
        {
            (asked[count], answers[count]) = (index, answer);
            count++;
        }
        return answer;
    }

    private static bool HasConsent(ReadOnlySpan<ConsentItem> consents, string from, string to)
    {
        foreach (ref readonly var consent in consents)
        {
            if (consent.IsLive && Holds(consent.FromAreas, from) && Holds(consent.ToAreas, to))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Holds(string[] areas, string area)
    {
        foreach (var one in areas)
        {
            if (one == area)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the same plan was already said to be shared with the same area on consent.</summary>
    private static bool IsRepeated(ReadOnlySpan<ShareItem> earlier, in ShareItem share)
    {
        foreach (ref readonly var other in earlier)
        {
            if (other.Plan == share.Plan && other.Ground == ShareGround.Consent && other.Area == share.Area)
            {
                return true;
            }
        }
        return false;
    }

    private Finding Breach(in CitizenCourse course, in PlanItem plan, string area)
    {
        var (which, endedOn) = LastEnded(course, plan.Area, area);
        return Finding.Towards(Key, Severity.K,
            Evidence.Of(("case", which), ("endedOn", endedOn), ("from", plan.Area), ("to", area)),
            Subject.Of(SubjectKind.Plan, plan.Key),
            new Subject(SubjectKind.Area, area));
    }

    /// <summary>How and when the consent that last covered the share came to its end.</summary>
    private static (string Which, DateOnly? EndedOn) LastEnded(in CitizenCourse course, string from, string to)
    {
        (string Which, DateOnly? EndedOn) last = ("none", null);
        foreach (ref readonly var consent in course.Consents)
        {
            if (!Holds(consent.FromAreas, from) || !Holds(consent.ToAreas, to))
            {
                continue;
            }
            var isRevoked = consent.RevokedAt <= course.AsOf && !(consent.ValidTo < consent.RevokedAt);
            var endedOn = isRevoked ? consent.RevokedAt : consent.ValidTo;
            if (endedOn <= course.AsOf && (last.EndedOn is null || endedOn > last.EndedOn || (endedOn == last.EndedOn && isRevoked)))
            {
                last = (isRevoked ? "revoked" : "expired", endedOn);
            }
        }
        return last;
    }
}
