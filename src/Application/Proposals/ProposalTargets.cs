using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Proposals;

/// <summary>What of a course a proposal can be about, for a viewer who sees it.</summary>
internal static class ProposalTargets
{
    public static readonly IReadOnlyList<string> Kinds = ["plans", "goals", "interventions", "appointments"];

    /// <param name="course">That has been built.</param>
    /// <returns>Its area, and what it is called; null where there is no such thing, or the viewer does not see it.</returns>
    public static (string Area, string? Title)? Find(CourseBuilder course, CourseMask mask, string kind, ItemKey key)
    {
        switch (kind)
        {
            case "plans":
                for (var i = 0; i < course.Plans.Count; i++)
                {
                    ref readonly var plan = ref course.Plans[i];
                    if (plan.Key == key && mask.SeesPlan(i))
                    {
                        return (plan.Area, mask.Text(plan.Title));
                    }
                }
                break;
            case "goals":
                foreach (ref readonly var goal in course.Goals.Span)
                {
                    if (goal.Key == key && mask.Sees(DataClasses.Goals, goal.Area, goal.Plan))
                    {
                        return (goal.Area, mask.Text(goal.Text));
                    }
                }
                break;
            case "interventions":
                foreach (ref readonly var one in course.Interventions.Span)
                {
                    if (one.Key == key && mask.Sees(DataClasses.Interventions, one.Area, one.Plan))
                    {
                        return (one.Area, mask.Text(one.Title));
                    }
                }
                break;
            default:
                foreach (ref readonly var one in course.Appointments.Span)
                {
                    if (one.Key == key && mask.Sees(DataClasses.Appointments, one.Area, one.Plan))
                    {
                        return (one.Area, mask.Text(one.Title));
                    }
                }
                break;
        }
        return null;
    }
}
