using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// The one place that decides what a member of staff sees of a citizen's course: the content of the own areas, and of
/// plans shared with an own area on a live ground. Of everything else only that it is there, and when.
/// The course must have been built for the day in question.
/// </summary>
public sealed class CourseMask
{
    private readonly CourseBuilder _course;
    private readonly IReadOnlySet<string>? _areas;

    private CourseMask(CourseBuilder course, IReadOnlySet<string>? areas)
    {
        _course = course;
        _areas = areas;
    }

    /// <summary>For staff with these areas (codes).</summary>
    public static CourseMask For(CourseBuilder course, IReadOnlySet<string> areas) => new(course, areas);

    /// <summary>Nothing hidden: the citizen's own view, and a check of documents whose sender holds them all.</summary>
    public static CourseMask Unmasked(CourseBuilder course) => new(course, null);

    public bool SeesPlan(int plan) => plan >= 0 && (SeesArea(_course.Plans[plan].Area) || IsShared(plan));

    /// <summary>An item of an area, in a plan (−1 for none).</summary>
    public bool Sees(string area, int plan) => SeesArea(area) || SeesPlan(plan);

    public bool SeesArea(string area) => _areas is null || _areas.Contains(area);

    private bool IsShared(int plan)
    {
        foreach (ref readonly var share in _course.Shares.Span)
        {
            if (share.Plan == plan && SeesArea(share.Area) && IsGrounded(_course.Plans[plan].Area, share))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Consent must be live; the other grounds stand by their reason (forvaltningsloven § 28).</summary>
    private bool IsGrounded(string from, in ShareItem share) =>
        share.Ground != ShareGround.Consent || HasLiveConsent(_course.Consents.Span, from, share.Area);

    public static bool HasLiveConsent(ReadOnlySpan<ConsentItem> consents, string from, string to)
    {
        foreach (ref readonly var consent in consents)
        {
            if (consent.IsLive && Array.IndexOf(consent.FromAreas, from) >= 0 && Array.IndexOf(consent.ToAreas, to) >= 0)
            {
                return true;
            }
        }
        return false;
    }
}
