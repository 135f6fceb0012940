using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// The plan as items of a course document: itself, and the goals, live interventions and milestones of the plans it replaces, which from then
/// on stand in it. Each has an id made of what it was taken from, so that it is the same however often it is made.
/// </summary>
internal sealed class HolisticDocument(HolisticCase of, UserId owner)
{
    private const int LongestSummary = 4000;

    private readonly CourseBuilder _course = of.Course.Course;
    private readonly HashSet<int> _replaced = Replaced(of);
    private readonly string _id = of.Plan.Id.Value.ToString();
    private readonly Dictionary<ItemKey, string> _goals = [];
    private readonly Dictionary<ItemKey, string> _interventions = [];

    /// <summary>The plan first.</summary>
    public IReadOnlyList<WrittenContent> Make()
    {
        foreach (ref readonly var goal in _course.Goals.Span)
        {
            if (_replaced.Contains(goal.Plan) && goal.Status == GoalStatus.Active)
            {
                _goals[goal.Key] = NewId("goals", goal.Key);
            }
        }
        foreach (ref readonly var one in _course.Interventions.Span)
        {
            if (_replaced.Contains(one.Plan) && one.IsLive)
            {
                _interventions[one.Key] = NewId("interventions", one.Key);
            }
        }
        return [Plan(), .. Goals(), .. Interventions(), .. Milestones()];
    }

    private static HashSet<int> Replaced(HolisticCase of)
    {
        var keys = of.Plan.Replaces.Select(one => one.Key).ToHashSet();
        var found = new HashSet<int>();
        for (var i = 0; i < of.Course.Course.Plans.Count; i++)
        {
            if (keys.Contains(of.Course.Course.Plans[i].Key))
            {
                found.Add(i);
            }
        }
        return found;
    }

    private string NewId(string kind, ItemKey key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_id}/{kind}/{key}")))[..32];

    private WrittenContent Plan()
    {
        var type = of.Course.Reference.PlanTypes.Values.First(one => one.ReplacesPlans);
        var sensitivity = _replaced.Max(plan => _course.Plans[plan].Sensitivity);
        var summary = string.Join('\n', PlanContent.Demands.Parts.Select(part => of.Plan.TextOf(part.Code)).Where(text => text.Length > 0).Take(1));
        var item = new JsonObject
        {
            ["id"] = _id,
            ["type"] = type.Code,
            ["title"] = type.Name,
            ["from"] = Day(of.Course.Today),
            ["nextFollowUp"] = Day(of.Plan.NextFollowUp!.Value),
            ["owner"] = owner.Value.ToString(),
            ["status"] = Word<PlanStatus>.Of(PlanStatus.Active),
            ["sensitivity"] = Word<Sensitivity>.Of(sensitivity),
            ["summary"] = summary.Length > LongestSummary ? summary[..LongestSummary] : summary,
        };
        return new WrittenContent(WrittenKind.Plan, _id, item);
    }

    private List<WrittenContent> Goals()
    {
        var items = new List<WrittenContent>();
        foreach (ref readonly var goal in _course.Goals.Span)
        {
            if (!_goals.TryGetValue(goal.Key, out var id))
            {
                continue;
            }
            var item = new JsonObject
            {
                ["id"] = id,
                ["plan"] = _id,
                ["text"] = goal.Text ?? "",
                ["theme"] = goal.Theme,
                ["direction"] = Word<GoalDirection>.Of(goal.Direction),
                ["origin"] = Word<GoalOrigin>.Of(goal.Origin),
                ["status"] = Word<GoalStatus>.Of(goal.Status),
            };
            if (goal.ParentId is { } parent && _goals.TryGetValue(new ItemKey(goal.Key.Source, parent), out var over))
            {
                item["parent"] = over;
            }
            AddDay(item, "due", goal.Due);
            if (goal.Attainment is { } attainment)
            {
                item["attainment"] = attainment;
            }
            items.Add(new WrittenContent(WrittenKind.Goal, id, item));
        }
        return items;
    }

    private List<WrittenContent> Interventions()
    {
        var items = new List<WrittenContent>();
        foreach (ref readonly var one in _course.Interventions.Span)
        {
            if (!_interventions.TryGetValue(one.Key, out var id))
            {
                continue;
            }
            var source = one.Key.Source;
            var item = new JsonObject
            {
                ["id"] = id,
                ["plan"] = _id,
                ["title"] = one.Title ?? "",
                ["purposeGroup"] = one.PurposeGroup,
                ["from"] = Day(one.Period.From),
                ["obligatory"] = one.Obligatory,
                ["status"] = Word<InterventionStatus>.Of(one.Status),
                ["demands"] = new JsonArray([.. one.Demands.Select(demand => (JsonNode)demand)]),
                ["goals"] = new JsonArray([.. one.GoalIds.Select(goal => _goals.GetValueOrDefault(new ItemKey(source, goal))).OfType<string>().Select(goal => (JsonNode)goal)]),
                ["requires"] = Requires(one),
            };
            AddDay(item, "to", one.Period.To == DateOnly.MaxValue ? null : one.Period.To);
            if (one.WeeklyHours is { } hours)
            {
                item["weeklyHours"] = hours;
            }
            if (one.Provider is { Length: > 0 } provider)
            {
                item["provider"] = provider;
            }
            items.Add(new WrittenContent(WrittenKind.Intervention, id, item));
        }
        return items;
    }

    /// <summary>On what was taken over with it, and else on what it waited for before.</summary>
    private JsonArray Requires(in InterventionItem one)
    {
        var all = new JsonArray();
        for (var i = one.FirstRequirement; i < one.FirstRequirement + one.RequirementCount; i++)
        {
            ref readonly var needed = ref _course.Requirements[i];
            var key = new ItemKey(needed.TargetSource, needed.TargetId);
            all.Add(new JsonObject
            {
                ["ref"] = _interventions.GetValueOrDefault(key) ?? key.ToString(),
                ["strength"] = Word<RequirementStrength>.Of(needed.Strength),
            });
        }
        return all;
    }

    private List<WrittenContent> Milestones()
    {
        var items = new List<WrittenContent>();
        foreach (ref readonly var one in _course.Milestones.Span)
        {
            if (_replaced.Contains(one.Plan))
            {
                var id = NewId("milestones", one.Key);
                items.Add(new WrittenContent(WrittenKind.Milestone, id, new JsonObject
                {
                    ["id"] = id,
                    ["plan"] = _id,
                    ["key"] = one.MilestoneKey,
                    ["title"] = one.Title ?? "",
                    ["due"] = Day(one.Due),
                    ["kind"] = Word<MilestoneKind>.Of(one.Kind),
                }));
            }
        }
        return items;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void AddDay(JsonObject item, string name, DateOnly? day)
    {
        if (day is { } one)
        {
            item[name] = Day(one);
        }
    }
}
