using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Meetings;

/// <summary>
/// A meeting of the citizen, the network and those who help: who is invited, what is talked about, what was decided, and the minutes
/// that the citizen has said yes to. When and where it is stands in the plan as an appointment, for that is what conflicts are found in.
/// </summary>
public sealed class NetworkMeeting : AggregateRoot
{
    public const int MostInvitees = 40;
    public const int MostPoints = 30;
    public const int MostAgreements = 100;
    public const int LongestTopic = 300;
    public const int LongestDecision = 1000;
    public const int LongestAgreement = 500;
    public const int LongestSummary = 8000;
    public const int LongestNote = 500;

    public static readonly Refusal Frozen = new("meeting.frozen");
    public static readonly Refusal Cancelled = new("meeting.cancelled");
    public static readonly Refusal NotEnded = new("meeting.notEnded");
    public static readonly Refusal NotFrozen = new("meeting.notFrozen");
    public static readonly Refusal WhoWasThere = new("meeting.whoWasThere");
    public static readonly Refusal PointIsDecided = new("meeting.pointIsDecided");
    public static readonly Refusal TooMuch = new("meeting.tooMuch");

    private readonly List<Invitee> _invitees = [];
    private readonly List<AgendaPoint> _points = [];
    private readonly List<MeetingAgreement> _agreements = [];
    private readonly List<MinutesAddition> _additions = [];

    private NetworkMeeting()
    {
    }

    public NetworkMeetingId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }

    /// <summary>Code of the area that calls it, in whose name its appointment and its agreements are written.</summary>
    public string Area { get; private init; } = "";

    /// <summary>Keys of who sees it, as the database knows them: the area that calls, those whose people are invited, and staff who are.</summary>
    public IReadOnlyList<string> SeenBy { get; private init; } = [];
    public UserId CalledBy { get; private init; }
    public DateTimeOffset CalledAt { get; private init; }
    public MeetingState State { get; private set; }
    public CitizenPart? CitizenPart { get; private set; }

    /// <summary>Others who were there, such as a companion whom the citizen brought.</summary>
    public string? Others { get; private set; }
    public string? Summary { get; private set; }
    public ApprovalWay? ApprovedHow { get; private set; }

    /// <summary>What the citizen wants said beside the minutes; always there when they do not agree.</summary>
    public string? ApprovalNote { get; private set; }
    public UserId? FrozenBy { get; private set; }
    public DateTimeOffset? FrozenAt { get; private set; }

    /// <summary>As it was held: the appointment may be told otherwise later.</summary>
    public string? HeldTitle { get; private set; }
    public DateTimeOffset? HeldFrom { get; private set; }
    public DateTimeOffset? HeldTo { get; private set; }

    public IReadOnlyList<Invitee> Invitees => _invitees;
    public IReadOnlyList<AgendaPoint> Points => _points;
    public IReadOnlyList<MeetingAgreement> Agreements => _agreements;
    public IReadOnlyList<MinutesAddition> Additions => _additions;

    /// <summary>Of the appointment in what the area writes here.</summary>
    public static string ItemIdOf(NetworkMeetingId id) => $"moede-{id.Value:N}";

    public ItemKey Appointment => new(ItemKey.WrittenIn(Area), ItemIdOf(Id));

    /// <param name="id">Made by the form, so that sending it twice makes one.</param>
    /// <param name="points">In their order.</param>
    public static Result<NetworkMeeting> Call(
        (NetworkMeetingId Id, CitizenId Citizen, string Area) of, IReadOnlyList<Invited> invited, IReadOnlyList<Topic> points, UserId by, DateTimeOffset now)
    {
        if (invited.Count > MostInvitees || points.Count > MostPoints)
        {
            return TooMuch;
        }
        var meeting = new NetworkMeeting
        {
            Id = of.Id,
            CitizenId = of.Citizen,
            Area = of.Area,
            CalledBy = by,
            CalledAt = now,
            SeenBy = [.. invited.SelectMany(one => new[] { one.Area, KeyOf(one.User) }).Append(of.Area).Append(KeyOf(by)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        };
        meeting._invitees.AddRange(invited.Select((one, number) => new Invitee(number + 1, one)));
        foreach (var point in points)
        {
            meeting.Add(point);
        }
        meeting.Raise(new MeetingCalled(of.Id, of.Citizen));
        return meeting;
    }

    public Result<Done> Answer(int invitee, InvitationAnswer answer, DateTimeOffset now) => Change(() =>
    {
        var one = _invitees.Single(found => found.Number == invitee);
        (one.Answer, one.AnsweredAt) = (answer, answer == InvitationAnswer.Waiting ? null : now);
    });

    public Result<Done> AddPoint(Topic about) => _points.Count >= MostPoints ? TooMuch : Change(() => Add(about));

    public Result<Done> RemovePoint(int point)
    {
        var one = _points.Single(found => found.Number == point);
        return one.Decision is not null || _agreements.Exists(found => found.Point == point) ? PointIsDecided : Change(() => _points.Remove(one));
    }

    /// <summary>Nothing at the end it is moved to.</summary>
    public Result<Done> MovePoint(int point, bool isUp) => Change(() =>
    {
        var ordered = _points.OrderBy(one => one.Position).ToList();
        var at = ordered.FindIndex(one => one.Number == point);
        var to = isUp ? at - 1 : at + 1;
        if (to >= 0 && to < ordered.Count)
        {
            (ordered[at].Position, ordered[to].Position) = (ordered[to].Position, ordered[at].Position);
        }
    });

    /// <summary>Whether this has been written down at the point: sent twice, it is one.</summary>
    public bool HasSettled(int point, string? wish, string? decision, IReadOnlyCollection<Agreed> agreed) =>
        _points.Find(found => found.Number == point) is { } one && one.Wish == Plain(wish) && one.Decision == Plain(decision)
        && agreed.All(what => _agreements.Exists(found => found.Point == point && found.ItemId == what.ItemId && found.Text == what.Text.Trim()));

    /// <summary>What was said and agreed at a point. A meeting that had ended goes on.</summary>
    public Result<Done> Settle(int point, string? wish, string? decision, IReadOnlyList<Agreed> agreed)
    {
        var added = agreed.Where(what => !_agreements.Exists(found => found.ItemId == what.ItemId)).ToList();
        return _agreements.Count + added.Count > MostAgreements ? TooMuch : Change(() =>
        {
            var one = _points.Single(found => found.Number == point);
            (one.Wish, one.Decision) = (Plain(wish), Plain(decision));
            foreach (var what in added)
            {
                _agreements.Add(new MeetingAgreement(_agreements.Count + 1, point, what));
            }
            State = MeetingState.Called;
        });
    }

    public Result<Done> TellWhoIsThere(IReadOnlyCollection<int> present, string? others, CitizenPart citizen) => Change(() =>
    {
        foreach (var one in _invitees)
        {
            one.IsPresent = one.Kind == InviteeKind.Citizen ? citizen == Meetings.CitizenPart.Present : present.Contains(one.Number);
        }
        (Others, CitizenPart) = (Plain(others), citizen);
    });

    /// <param name="summary">Made of what was decided; it can be put in other words until the citizen has said yes.</param>
    public Result<Done> End(string summary) => CitizenPart is null ? WhoWasThere : Change(() => (State, Summary) = (MeetingState.Ended, summary), new MeetingEnded(Id, CitizenId));

    public Result<Done> Reword(string summary) => State is MeetingState.Called ? NotEnded : Change(() => Summary = summary.Trim());

    /// <summary>From here on nothing of it changes, here and in the database.</summary>
    /// <param name="held">Title and times of the appointment.</param>
    public Result<Done> Freeze((ApprovalWay How, string? Note) approval, (string Title, DateTimeOffset From, DateTimeOffset To) held, UserId by, DateTimeOffset now)
    {
        if (approval.How == ApprovalWay.Disagrees && Plain(approval.Note) is null)
        {
            throw new ArgumentException("Whoever does not agree has said with what.", nameof(approval));
        }
        return State is MeetingState.Called ? NotEnded : Change(
            () =>
            {
                (State, ApprovedHow, ApprovalNote) = (MeetingState.Frozen, approval.How, Plain(approval.Note));
                (HeldTitle, HeldFrom, HeldTo, FrozenBy, FrozenAt) = (held.Title, held.From, held.To, by, now);
            },
            new MinutesFrozen(Id, CitizenId));
    }

    public Result<Done> AddToMinutes(string text, UserId by, DateTimeOffset now)
    {
        if (State != MeetingState.Frozen)
        {
            return NotFrozen;
        }
        _additions.Add(new MinutesAddition(_additions.Count + 1, text.Trim(), by, now));
        Changed();
        return Done.Value;
    }

    public Result<Done> Cancel() => Change(() => State = MeetingState.Cancelled, new MeetingCancelled(Id, CitizenId));

    private static string? KeyOf(UserId? user) => user is { } one ? "user:" + one.Value : null;

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private void Add(Topic about) =>
        _points.Add(new AgendaPoint(_points.Select(one => one.Number).DefaultIfEmpty().Max() + 1, _points.Select(one => one.Position).DefaultIfEmpty().Max() + 1, about));

    private Result<Done> Change(Action act, IDomainEvent? happened = null)
    {
        switch (State)
        {
            case MeetingState.Frozen:
                return Frozen;
            case MeetingState.Cancelled:
                return Cancelled;
            default:
                act();
                if (happened is null)
                {
                    Changed();
                }
                else
                {
                    Raise(happened);
                }
                return Done.Value;
        }
    }
}
