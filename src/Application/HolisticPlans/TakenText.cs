using System.Globalization;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>What a plan says that can be taken over into a part of another: its summary, its goals, or its interventions, as far as the viewer sees them.</summary>
internal static class TakenText
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    /// <returns>Empty where there is nothing to take.</returns>
    public static string Of(ConsentCourse course, ItemKey plan, TakenFrom from)
    {
        var at = course.Plan(plan);
        if (at < 0)
        {
            return "";
        }
        return from switch
        {
            TakenFrom.Summary => course.Mask.Text(course.Course.Plans[at].Summary) ?? "",
            TakenFrom.Goals => Goals(course, at, citizensOnly: false),
            TakenFrom.CitizenGoals => Goals(course, at, citizensOnly: true),
            TakenFrom.Interventions => Interventions(course, at),
            _ => "",
        };
    }

    private static string Goals(ConsentCourse course, int plan, bool citizensOnly)
    {
        var lines = new List<string>();
        foreach (ref readonly var goal in course.Course.Goals.Span)
        {
            if (goal.Plan == plan && goal.Status == GoalStatus.Active && (!citizensOnly || goal.Origin == GoalOrigin.Citizen)
                && course.Mask.Sees(DataClasses.Goals, goal.Area, plan) && course.Mask.Text(goal.Text) is { } text)
            {
                lines.Add("– " + text);
            }
        }
        return string.Join('\n', lines);
    }

    private static string Interventions(ConsentCourse course, int plan)
    {
        var lines = new List<string>();
        foreach (ref readonly var one in course.Course.Interventions.Span)
        {
            if (one.Plan == plan && one.Status is (InterventionStatus.Planned or InterventionStatus.Active)
                && course.Mask.Sees(DataClasses.Interventions, one.Area, plan) && course.Mask.Text(one.Title) is { } title)
            {
                var hours = one.WeeklyHours is { } weekly and > 0 ? string.Create(Danish, $", {weekly:0.##} timer om ugen") : "";
                var until = one.Period.To < DateOnly.MaxValue ? string.Create(Danish, $" til {one.Period.To:d. MMMM yyyy}") : "";
                lines.Add(string.Create(Danish, $"– {title}, fra {one.Period.From:d. MMMM yyyy}{until}{hours}"));
            }
        }
        return string.Join('\n', lines);
    }
}
