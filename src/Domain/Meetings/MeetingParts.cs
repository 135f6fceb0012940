using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Meetings;

public enum MeetingState : byte { Called, Ended, Frozen, Cancelled }

public enum InviteeKind : byte { Citizen, Contact, Person }

public enum InvitationAnswer : byte { Waiting, Comes, CannotCome, AsksForAnotherTime }

/// <summary>Whether the citizen was there. Decided upon without them is what the figure "talked with, not about" counts.</summary>
public enum CitizenPart : byte { Present, Declined, Absent }

/// <summary>How the citizen said that the summary is right, or that it is not.</summary>
public enum ApprovalWay : byte { AtMeeting, Afterwards, ByProxy, Disagrees }

public enum PointKind : byte { Citizen, Conflict, Goal, Other }

/// <summary>Whom is invited. The name is the one that was shown then, which of somebody protected is the relation.</summary>
/// <param name="Key">Of a contact or a network person of the course; null of the citizen.</param>
/// <param name="Area">Of a contact.</param>
/// <param name="User">Of a contact who can sign in.</param>
public sealed record Invited(InviteeKind Kind, ItemKey? Key, string Name, string? Area = null, UserId? User = null);

public sealed class Invitee
{
    internal Invitee(int number, Invited one) => (Number, Kind, Source, ItemId, Name, Area, UserId) = (number, one.Kind, one.Key?.Source, one.Key?.Id, one.Name, one.Area, one.User);

    private Invitee()
    {
    }

    public int Number { get; private init; }
    public InviteeKind Kind { get; private init; }
    public string? Source { get; private init; }
    public string? ItemId { get; private init; }
    public string Name { get; private init; } = "";
    public string? Area { get; private init; }
    public UserId? UserId { get; private init; }
    public InvitationAnswer Answer { get; internal set; }
    public DateTimeOffset? AnsweredAt { get; internal set; }
    public bool IsPresent { get; internal set; }
}

/// <summary>What a point is about: words of its own, or the id of a conflict or a goal, whose content each viewer sees as they may.</summary>
public sealed record Topic(PointKind Kind, string? Text = null, ConflictId? Conflict = null, ItemKey? Goal = null);

public sealed class AgendaPoint
{
    internal AgendaPoint(int number, int position, Topic about) =>
        (Number, Position, Kind, Text, ConflictId, Source, ItemId) = (number, position, about.Kind, about.Text?.Trim(), about.Conflict, about.Goal?.Source, about.Goal?.Id);

    private AgendaPoint()
    {
    }

    public int Number { get; private init; }
    public int Position { get; internal set; }
    public PointKind Kind { get; private init; }
    public string? Text { get; private init; }
    public ConflictId? ConflictId { get; private init; }
    public string? Source { get; private init; }
    public string? ItemId { get; private init; }

    /// <summary>What the citizen wants in this, as it was said.</summary>
    public string? Wish { get; internal set; }

    public string? Decision { get; internal set; }

    public ItemKey? Goal => Kind == PointKind.Goal ? new ItemKey(Source!, ItemId!) : null;
}

/// <summary>Who does what by when, as it was agreed at a point. It stands in the plan as an agreement of its own.</summary>
/// <param name="ItemId">Of the agreement; its source is what the meeting's area writes here.</param>
/// <param name="OwnerName">As it was shown then.</param>
public sealed record Agreed(string ItemId, string Text, bool IsCitizens, string OwnerName, DateOnly? Due);

public sealed class MeetingAgreement
{
    internal MeetingAgreement(int number, int point, Agreed what) =>
        (Number, Point, ItemId, Text, IsCitizens, OwnerName, Due) = (number, point, what.ItemId, what.Text.Trim(), what.IsCitizens, what.OwnerName, what.Due);

    private MeetingAgreement()
    {
    }

    public int Number { get; private init; }
    public int Point { get; private init; }
    public string ItemId { get; private init; } = "";
    public string Text { get; private init; } = "";
    public bool IsCitizens { get; private init; }
    public string OwnerName { get; private init; } = "";
    public DateOnly? Due { get; private init; }
}

/// <summary>What is put right or added after the minutes are frozen: beside them, with who and when.</summary>
public sealed class MinutesAddition
{
    internal MinutesAddition(int number, string text, UserId by, DateTimeOffset at) => (Number, Text, By, At) = (number, text, by, at);

    private MinutesAddition()
    {
    }

    public int Number { get; private init; }
    public string Text { get; private init; } = "";
    public UserId By { get; private init; }
    public DateTimeOffset At { get; private init; }
}
