using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Something that can be put on an agenda.</summary>
/// <param name="Value">As a form sends it.</param>
/// <param name="IsCitizens">A goal in the citizen's own words.</param>
/// <param name="Number">Of an open conflict, as on the citizen's pages.</param>
public sealed record MeetingTopic(string Value, PointKind Kind, string Title, bool IsCitizens, int Number, Severity? Severity);

/// <summary>What a point is about, in words for one viewer.</summary>
/// <param name="Title">Null where the viewer may not know.</param>
/// <param name="IsWhole">Nothing of it is hidden from the viewer.</param>
public sealed record ToldTopic(string? Title, string? Text, bool IsWhole, ConflictLine? Conflict = null, long ConflictRevision = 0);

/// <summary>The conflicts and goals of a citizen as the viewer may see them, to talk about at a meeting.</summary>
/// <param name="file">A course that has been built for the day.</param>
internal sealed class MeetingTopics(CourseFile file, CourseMask mask, ReferenceSnapshot reference, Language language)
{
    private const string OfConflict = "conflict:";
    private const string OfGoal = "goal:";

    private readonly ConflictWording _wording = new(file.Course, mask, reference, new ShownKeys(), language);

    private IReadOnlyList<ConflictLine> Open => field ??= _wording.Open(file.Conflicts.Select(ConflictRow.Of));

    /// <summary>The citizen's own goals first, then open conflicts, the gravest first, then the other goals.</summary>
    public IReadOnlyList<MeetingTopic> All()
    {
        var goals = new List<MeetingTopic>();
        foreach (ref readonly var goal in file.Course.Goals.Span)
        {
            if (goal.IsActive && mask.Sees(DataClasses.Goals, goal.Area, goal.Plan) && mask.Text(goal.Text) is { } text)
            {
                goals.Add(new MeetingTopic(OfGoal + goal.Key, PointKind.Goal, text, goal.Origin == GoalOrigin.Citizen, 0, null));
            }
        }
        return
        [
            .. goals.Where(goal => goal.IsCitizens),
            .. Open.Where(line => line.Id is not null).Select(line => new MeetingTopic($"{OfConflict}{line.Id}", PointKind.Conflict, line.Title, false, line.Number, line.Severity)),
            .. goals.Where(goal => !goal.IsCitizens),
        ];
    }

    /// <summary>What a form named; null where there is no such thing, or the viewer does not see it.</summary>
    public Topic? Find(string value) => All().FirstOrDefault(one => one.Value == value) is not { } found ? null
        : found.Kind == PointKind.Conflict ? new Topic(PointKind.Conflict, Conflict: ConflictId.From(Guid.Parse(value[OfConflict.Length..])))
        : new Topic(PointKind.Goal, Goal: KeyOf(value[OfGoal.Length..]));

    public ToldTopic Tell(MeetingRow.Point point) => point.Kind switch
    {
        PointKind.Conflict => TellConflict(ConflictId.From(point.ConflictId!.Value)),
        PointKind.Goal => TellGoal(new ItemKey(point.Source!, point.ItemId!)),
        _ => new ToldTopic(mask.Text(point.Text), null, IsWhole: true),
    };

    private ToldTopic TellConflict(ConflictId id)
    {
        var filed = file.Conflicts.FirstOrDefault(one => one.Id == id);
        if (filed is null || !mask.IsCompared(filed.Subjects))
        {
            return new ToldTopic(null, null, IsWhole: false);
        }
        var line = _wording.Line(ConflictRow.Of(filed));
        line = line with { Number = Open.FirstOrDefault(one => one.Id == id.Value)?.Number ?? 0 };
        return new ToldTopic(line.Title, line.Explanation, !line.HidesSomething, line, filed.Revision);
    }

    private ToldTopic TellGoal(ItemKey key)
    {
        foreach (ref readonly var goal in file.Course.Goals.Span)
        {
            if (goal.Key == key && mask.Sees(DataClasses.Goals, goal.Area, goal.Plan))
            {
                return new ToldTopic(mask.Text(goal.Text), null, IsWhole: true);
            }
        }
        return new ToldTopic(null, null, IsWhole: false);
    }

    private static ItemKey KeyOf(string text) => text.IndexOf(':', StringComparison.Ordinal) is var at ? new ItemKey(text[..at], text[(at + 1)..]) : default;
}
