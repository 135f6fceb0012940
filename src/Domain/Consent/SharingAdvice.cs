using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

public enum SharingVerdict : byte
{
    /// <summary>The plan is the other area's own.</summary>
    OwnArea,

    /// <summary>They see it already.</summary>
    IsShared,

    /// <summary>There is a consent that holds.</summary>
    MayBeShared,

    /// <summary>A consent has been asked for and waits for its answer.</summary>
    IsAsked,

    /// <summary>There is no consent. Ask for one, or have another ground.</summary>
    AskFirst,

    /// <summary>Strictly private: on no ground.</summary>
    Never,
}

/// <summary>The answer to "Må jeg dele dette?": whether, on what ground, what of it, and until when.</summary>
/// <param name="Verdict">Whether.</param>
/// <param name="Opens">What of the plan they see, or would see.</param>
/// <param name="Ground">On what ground, where there is one.</param>
/// <param name="Until">The last day; null where it has none of its own.</param>
public sealed record SharingAdvice(SharingVerdict Verdict, DataClasses Opens = DataClasses.None, ShareGround? Ground = null, DateOnly? Until = null)
{
    /// <param name="course">Built for today.</param>
    /// <param name="plan">Whose content is to be shared.</param>
    /// <param name="toArea">Code of the area that is to see it.</param>
    /// <param name="isAsked">Whether a consent between the two areas waits for its answer.</param>
    /// <param name="today">By the business clock.</param>
    public static SharingAdvice For(CourseBuilder course, int plan, string toArea, bool isAsked, DateOnly today)
    {
        ref readonly var row = ref course.Plans[plan];
        if (row.Area == toArea)
        {
            return new(SharingVerdict.OwnArea, DataClasses.All);
        }
        if (row.Sensitivity == Sensitivity.StrictlyPrivate)
        {
            return new(SharingVerdict.Never);
        }
        var (opens, until) = ConsentBetween(course, row.Area, toArea, today);
        if (SharedWith(course, plan, toArea, today) is { } shared)
        {
            return shared;
        }
        return opens != DataClasses.None ? new(SharingVerdict.MayBeShared, opens, ShareGround.Consent, until)
            : new(isAsked ? SharingVerdict.IsAsked : SharingVerdict.AskFirst);
    }

    /// <summary>What the consents of today open from one area to another, and the last day on which all of that holds.</summary>
    public static (DataClasses Opens, DateOnly? Until) ConsentBetween(CourseBuilder course, string from, string to, DateOnly today)
    {
        var opens = DataClasses.None;
        DateOnly? until = null;
        foreach (ref readonly var consent in course.Consents.Span)
        {
            var of = DataClassWords.Of(consent.Categories);
            if (of != DataClasses.None && consent.OpensOn(today, course.Citizen.Birthday(ConsentSigners.AdultAge)) && Array.IndexOf(consent.FromAreas, from) >= 0 && Array.IndexOf(consent.ToAreas, to) >= 0)
            {
                opens |= of;
                until = until is null || consent.ValidTo < until ? consent.ValidTo ?? until : until;
            }
        }
        return (opens, until);
    }

    private static SharingAdvice? SharedWith(CourseBuilder course, int plan, string toArea, DateOnly today)
    {
        var mask = CourseMask.Unmasked(course, today);
        foreach (ref readonly var share in course.Shares.Span)
        {
            if (share.Plan != plan || share.Area != toArea || mask.Opens(share) is not (not DataClasses.None and var opens))
            {
                continue;
            }
            var consented = share.Ground == ShareGround.Consent ? ConsentBetween(course, course.Plans[plan].Area, toArea, today).Until : null;
            return new(SharingVerdict.IsShared, opens, share.Ground, share.Until is { } own && !(consented < own) ? own : consented);
        }
        return null;
    }
}
