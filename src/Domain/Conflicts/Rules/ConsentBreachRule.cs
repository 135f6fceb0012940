using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>A plan is shown to an area on the ground of a consent that does not hold (forvaltningsloven § 28).</summary>
public sealed class ConsentBreachRule : IConflictRule
{
    /// <summary>For so few shares every consent is looked at again; more are sorted first.</summary>
    private const int Few = 256;

    public string Key => "consent.breach";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var shares = course.Shares;
        if (shares.Length > Few)
        {
            FindAmongMany(course, ref findings);
            return;
        }
        for (var i = 0; i < shares.Length; i++)
        {
            ref readonly var share = ref shares[i];
            if (IsOnConsent(share, course.AsOf)
                && !HasConsent(course.Consents, course.Plans[share.Plan].Area, share.Area) && !IsRepeated(shares[..i], share))
            {
                ref readonly var plan = ref course.Plans[share.Plan];
                findings.Add(Breach(plan, share.Area, LastEnded(course, plan.Area, share.Area)));
            }
        }
    }

    /// <summary>By the two areas and the plan, so that consents are looked through once for each two areas.</summary>
    private void FindAmongMany(in CitizenCourse course, ref Findings findings)
    {
        var shares = course.Shares;
        var rented = ArrayPool<PairKey>.Shared.Rent(shares.Length);
        var count = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            if (IsOnConsent(shares[i], course.AsOf))
            {
                rented[count++] = new PairKey(PairKeys.Hash(course.Plans[shares[i].Plan].Area) * 31 + PairKeys.Hash(shares[i].Area), shares[i].Plan, i);
            }
        }
        var keys = rented.AsSpan(0, count);
        keys.Sort();
        var isCovered = false;
        for (var i = 0; i < keys.Length && !findings.IsFull; i++)
        {
            ref readonly var share = ref shares[keys[i].Row];
            ref readonly var plan = ref course.Plans[share.Plan];
            if (i == 0 || shares[keys[i - 1].Row].Area != share.Area || course.Plans[keys[i - 1].Second].Area != plan.Area)
            {
                isCovered = HasConsent(course.Consents, plan.Area, share.Area);
            }
            else if (keys[i - 1].Second == keys[i].Second)
            {
                continue;
            }
            if (!isCovered)
            {
                findings.Add(Breach(plan, share.Area, LastEnded(course, plan.Area, share.Area)));
            }
        }
        ArrayPool<PairKey>.Shared.Return(rented);
    }

    /// <summary>A share that has come to its own end needs none any more.</summary>
    private static bool IsOnConsent(in ShareItem share, DateOnly asOf) =>
        share.Ground == ShareGround.Consent && share.Plan >= 0 && !(share.Until < asOf);

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

    private Finding Breach(in PlanItem plan, string area, (string Which, DateOnly? EndedOn) ended) =>
        Finding.Towards(Key, Severity.K,
            Evidence.Of(("case", ended.Which), ("endedOn", ended.EndedOn), ("from", plan.Area), ("to", area)),
            Subject.Of(SubjectKind.Plan, plan.Key),
            new Subject(SubjectKind.Area, area));

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
