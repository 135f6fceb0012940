using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

/// <summary>The decisions of today over another course than the one they were made over.</summary>
public sealed partial class CourseMask
{
    private CourseMask(CourseMask saved, CourseBuilder past, DateOnly day) : this(saved, past, placesAreAskedFor: false)
    {
        _today = day;
        var areas = new Dictionary<ItemKey, string>();
        foreach (ref readonly var plan in saved._course.Plans.Span)
        {
            areas[plan.Key] = plan.Area;
        }
        _plans = new Dictionary<ItemKey, DataClasses>(saved._plans);
        foreach (ref readonly var plan in past.Plans.Span)
        {
            if (areas.TryGetValue(plan.Key, out var area) && area != plan.Area)
            {
                _plans.Remove(plan.Key);
            }
        }
    }

    /// <summary>
    /// Over the course as it was known on a day: whoever sees a plan today sees it, and no ground that has gone since opens anything. What another
    /// area told under a plan's number before the plan was this area's is not this plan.
    /// </summary>
    /// <param name="past">The course, built for the day.</param>
    /// <param name="day">Whose state of each share is told of; it decides nothing.</param>
    public CourseMask OverPast(CourseBuilder past, DateOnly day) => new(this, past, day);

    /// <summary>A plan of the one is shared with the other on a ground that opens today.</summary>
    private bool IsShared(string one, string other)
    {
        if (_decided is not null)
        {
            return _decided.IsShared(one, other);
        }
        foreach (ref readonly var share in _course.Shares.Span)
        {
            var from = _course.Plans[share.Plan].Area;
            if ((from == one && share.Area == other || from == other && share.Area == one) && Opens(share) != DataClasses.None)
            {
                return true;
            }
        }
        return false;
    }
}
