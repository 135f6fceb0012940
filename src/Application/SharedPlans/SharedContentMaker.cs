using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.SharedPlans;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>
/// Makes what a viewer may see of what the plans have in common. The words and common goals are for everybody who works with the citizen; an
/// area's goal under one is masked as everywhere else.
/// </summary>
/// <param name="goals">As the viewer sees them.</param>
internal sealed class SharedContentMaker(CourseFile file, CourseMask mask, IReadOnlyList<GoalLine> goals, DateOnly today)
{
    private readonly Dictionary<ItemKey, GoalLine> _seen = goals.Where(goal => goal.Text is not null).ToDictionary(goal => goal.Key);

    /// <param name="withWords">The viewer is let in to the citizen's own words, too.</param>
    public SharedContent Make(bool withWords)
    {
        var shared = file.Shared;
        var common = shared.Goals.Select(Goal).ToList();
        var content = new SharedContent(shared.Revision)
        {
            Goals = [.. common.Where(goal => goal.State == CommonGoalState.Active)],
            ClosedGoals = [.. common.Where(goal => goal.State != CommonGoalState.Active)],
            Attainment = GoalAttainment.Of([.. common.Where(Counts).Select(goal => (goal.Weight, goal.Staff!.Step - 3))]),
        };
        if (!withWords)
        {
            return content;
        }
        var matters = shared.Words.FirstOrDefault(one => one is { OfActive: true, About: WordsAbout.WhatMatters });
        var strengths = shared.Words.FirstOrDefault(one => one is { OfActive: true, About: WordsAbout.Strengths });
        var next = shared.FollowUps.FirstOrDefault(one => one.State == FollowUpState.Planned);
        return content with
        {
            Matters = matters is null ? null : Words(matters),
            Strengths = strengths is null ? null : Words(strengths),
            Earlier = [.. shared.Words.Where(one => one != matters && one != strengths).Select(Words)],
            Next = next is null ? null : FollowUpOf(next),
            Holistic = shared.Holistic is { } plan && plan.Replaces.Select(one => one.Area).Append(plan.LeadArea).Any(mask.SeesArea) ? HolisticOf(plan) : null,
            IsOverdue = next?.PlannedOn < today,
            FollowUps = [.. shared.FollowUps.Where(one => one != next).Select(FollowUpOf)],
        };
    }

    private HolisticLine HolisticOf(FiledHolisticPlan plan) => new(
        plan.State, plan.InForceOn, plan.EndedOn, plan.EndedWhy,
        [.. PlanContent.Demands.Parts.Where(part => plan.Texts.GetValueOrDefault(part.Code) is { Length: > 0 })
            .Select(part => (new Bilingual(part.Danish, part.English), mask.Text(plan.Texts[part.Code])))],
        [.. plan.Replaces.Select(NameOf)]);

    /// <summary>By its title where the viewer sees the plan, else by its kind.</summary>
    private string NameOf(FiledReplacedPlan one)
    {
        for (var i = 0; i < file.Course.Plans.Count; i++)
        {
            ref readonly var plan = ref file.Course.Plans[i];
            if (plan.Key.Source == one.Source && plan.Key.Id == one.PlanId)
            {
                return mask.SeesPlan(i) && mask.Text(plan.Title) is { } title ? title : plan.Type.Name;
            }
        }
        return one.Type;
    }

    /// <summary>A goal that was set lately tells nothing of progress, and one that was dropped is no longer wanted.</summary>
    private bool Counts(CommonGoalLine goal) =>
        goal.State != CommonGoalState.Dropped && goal.Staff is not null && goal.SetOn.AddDays(GoalAttainment.DaysBefore) <= today;

    private WordsLine Words(FiledWords words) => new(words.About, mask.Text(words.Text), words.By, words.At);

    private FollowUpLine FollowUpOf(FiledFollowUp one) =>
        new(one.Number, one.PlannedOn, one.Caller, one.State, one.HeldOn, one.Result, mask.Text(one.Note), one.DoneBy);

    private CommonGoalLine Goal(FiledCommonGoal goal)
    {
        var now = goal.Versions[0];
        var marks = goal.Marks.Select(one => new MarkLine(one.Side, one.Step, mask.Text(one.Note), one.By, one.At)).ToList();
        var keys = now.Goals.Select(CommonGoalVersion.KeyOf).ToList();
        return new CommonGoalLine(
            CommonGoalId.From(goal.Id), goal.Revision, mask.Text(now.Text), [.. now.Steps.Select(step => mask.Text(step))], now.Weight, goal.SetOn, goal.State,
            marks.Find(one => one.Side == GoalSide.Staff), marks.Find(one => one.Side == GoalSide.Citizen), marks,
            [.. goal.Versions.Select(one => new VersionLine(mask.Text(one.Text), [.. one.Steps.Select(step => mask.Text(step))], one.By, one.At))],
            [.. keys.Where(_seen.ContainsKey).Select(key => _seen[key])], keys.Count(IsHidden));
    }

    private bool IsHidden(ItemKey key)
    {
        foreach (ref readonly var goal in file.Course.Goals.Span)
        {
            if (goal.Key == key)
            {
                return !_seen.ContainsKey(key) && goal.IsActive && mask.IsTold(DataClasses.Goals, goal.Area);
            }
        }
        return false;
    }
}
