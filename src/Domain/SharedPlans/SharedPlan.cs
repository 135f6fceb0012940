using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.SharedPlans;

/// <summary>
/// What the areas' plans of one citizen have in common and none of them holds: the citizen's own words, strengths, common goals, and when
/// everybody follows up together. It links to the plans and copies nothing of them. A citizen has one at a time; those that have ended are kept.
/// </summary>
public sealed class SharedPlan : AggregateRoot
{
    public const int LongestWords = 2000;
    public const int LongestNote = 2000;

    public static readonly Refusal NoFollowUp = new("sharedPlan.noFollowUp");
    public static readonly Refusal NextIsMissing = new("sharedPlan.nextIsMissing");
    public static readonly Refusal NextIsPast = new("sharedPlan.nextIsPast");
    public static readonly Refusal HeldInFuture = new("sharedPlan.heldInFuture");

    private readonly List<SharedPlanWords> _words = [];
    private readonly List<FollowUp> _followUps = [];

    private SharedPlan()
    {
    }

    public SharedPlanId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }

    /// <summary>Null where the citizen began it, by writing what matters to them.</summary>
    public UserId? StartedBy { get; private init; }
    public DateTimeOffset StartedAt { get; private init; }
    public UserId? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public IReadOnlyList<SharedPlanWords> Words => _words;
    public IReadOnlyList<FollowUp> FollowUps => _followUps;

    public FollowUp? Next => _followUps.Find(one => one.State == FollowUpState.Planned);

    public static SharedPlan Start(CitizenId citizen, UserId? by, DateTimeOffset now) =>
        new() { Id = SharedPlanId.New(), CitizenId = citizen, StartedBy = by, StartedAt = now };

    /// <param name="writtenDownBy">Null for the citizen.</param>
    public void Say(WordsAbout about, string text, UserId? writtenDownBy, DateTimeOffset now)
    {
        if (text.Trim().Length is 0 or > LongestWords)
        {
            throw new ArgumentException("Own words say something.", nameof(text));
        }
        _words.Add(new SharedPlanWords(_words.Count + 1, about, text.Trim(), writtenDownBy, now));
        Changed();
    }

    /// <summary>Whether that is what was said last, by the same one: sent twice, it stands once.</summary>
    public bool HasSaid(WordsAbout about, string text, UserId? writtenDownBy) =>
        _words.Where(one => one.About == about).MaxBy(one => one.Number) is { } last && last.Text == text.Trim() && last.WrittenDownBy == writtenDownBy;

    /// <summary>Sets the next one. One that was planned is moved, and kept as moved.</summary>
    public Result<Done> PlanFollowUp(DateOnly on, UserId caller, UserId by, DateOnly today, DateTimeOffset now)
    {
        if (on < today)
        {
            return NextIsPast;
        }
        Next?.Move(by, now);
        _followUps.Add(new FollowUp(_followUps.Count + 1, on, caller, by, now));
        Changed();
        return Done.Value;
    }

    /// <summary>The planned one is called by another from now on, on its day, which may be past: it is held late, and not left out.</summary>
    public Result<Done> PassFollowUp(UserId caller, UserId by, DateTimeOffset now)
    {
        if (Next is not { } planned)
        {
            return NoFollowUp;
        }
        planned.Move(by, now);
        _followUps.Add(new FollowUp(_followUps.Count + 1, planned.PlannedOn, caller, by, now));
        Changed();
        return Done.Value;
    }

    /// <summary>Writes down what the planned one came to. It sets the next, or ends the shared plan.</summary>
    public Result<Done> RecordFollowUp(
        (DateOnly HeldOn, FollowUpResult Result, string Note) held, (DateOnly On, UserId Caller)? next, UserId by, DateOnly today, DateTimeOffset now)
    {
        if (Next is not { } planned)
        {
            return NoFollowUp;
        }
        if (held.HeldOn > today)
        {
            return HeldInFuture;
        }
        if (held.Result != FollowUpResult.End && next is null)
        {
            return NextIsMissing;
        }
        if (held.Result != FollowUpResult.End && next!.Value.On < today)
        {
            return NextIsPast;
        }
        planned.Hold(held.HeldOn, held.Result, held.Note.Trim(), by, now);
        Changed();
        if (held.Result == FollowUpResult.End)
        {
            (EndedBy, EndedAt) = (by, now);
            return Done.Value;
        }
        return PlanFollowUp(next!.Value.On, next.Value.Caller, by, today, now);
    }

    /// <summary>Whether that one has been written down so: sent twice, it stands once.</summary>
    public bool HasRecorded(int number, DateOnly heldOn, FollowUpResult result, string note) =>
        _followUps.Exists(one => one.Number == number && one.HeldOn == heldOn && one.Result == result && one.Note == note.Trim());
}
