using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Consent;

public enum ConsentState : byte { Asked, Given, Declined, Withdrawn }

/// <summary>What is asked: of what, for what, for how long, and by which text.</summary>
/// <param name="Kind">What sort of consent the law calls it.</param>
/// <param name="FromArea">Code of the area whose plans are shown.</param>
/// <param name="ToArea">Code of the area that may see them.</param>
/// <param name="Opens">What of them: at least one kind of information.</param>
/// <param name="Purpose">What it is to be used for, in words the citizen understands.</param>
/// <param name="ValidTo">The last day.</param>
/// <param name="TextVersion">Of the text that is read to, or by, whoever is asked.</param>
/// <param name="Language">Of that text: <c>da</c> or <c>en</c>.</param>
public sealed record ConsentScope(
    ConsentKind Kind, string FromArea, string ToArea, DataClasses Opens, string Purpose, DateOnly ValidTo, string TextVersion, string Language)
{
    /// <summary>The plan that may take the place of others by it; null of all other consents. Such a one opens nothing between areas.</summary>
    public HolisticPlanId? HolisticPlan { get; init; }
}

/// <summary>
/// A consent that was asked for here, from one area to one other: what was asked, of whom, what each of them answered, and what became
/// of it. It is never removed; given anew, it is a new one.
/// </summary>
public sealed class ConsentRecord : AggregateRoot
{
    public const int ShortestPurpose = 10;
    public const int LongestPurpose = 500;
    public const int ShortestNote = 5;
    public const int LongestNote = 500;

    private readonly List<ConsentSignature> _signatures = [];

    private ConsentRecord()
    {
    }

    public ConsentRecordId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }
    public ConsentKind Kind { get; private init; }
    public string FromArea { get; private init; } = "";
    public string ToArea { get; private init; } = "";

    /// <summary>Words of <see cref="DataClasses"/>.</summary>
    public IReadOnlyList<string> Categories { get; private init; } = [];
    public string Purpose { get; private init; } = "";
    public DateOnly ValidTo { get; private init; }
    public string TextVersion { get; private init; } = "";
    public string Language { get; private init; } = "";

    /// <summary>Everybody who must say yes, as it was when it was asked.</summary>
    public IReadOnlyList<string> Signers { get; private init; } = [];
    public IReadOnlyList<ConsentSignature> Signatures => _signatures;
    public UserId AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }

    /// <summary>The plan that may take the place of others by it; null of all other consents.</summary>
    public HolisticPlanId? HolisticPlanId { get; private init; }

    /// <summary>The one it takes the place of once it is given.</summary>
    public ConsentRecordId? Renews { get; private init; }
    public ConsentState State { get; private set; }

    /// <summary>The day the last of them said yes.</summary>
    public DateOnly? GivenOn { get; private set; }

    /// <summary>From this day on it holds no longer.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>Who did: one of the signers, or nobody where it was renewed, or ended with childhood.</summary>
    public string? WithdrawnBy { get; private set; }
    public UserId? WithdrawalWrittenDownBy { get; private set; }

    public IEnumerable<string> Waiting => Signers.Where(signer => !_signatures.Exists(one => one.Signer == signer));

    public static Result<ConsentRecord> Ask(
        CitizenId citizen, ConsentScope scope, IReadOnlyList<string> signers, UserId by, DateTimeOffset now, ConsentRecordId? renews = null)
    {
        if (scope.Opens == DataClasses.None || (scope.FromArea == scope.ToArea) != (scope.HolisticPlan is not null) || scope.Purpose.Trim().Length < ShortestPurpose)
        {
            throw new ArgumentException("A consent is from one area to another, about something, for a purpose.");
        }
        if (scope.HolisticPlan is not null && scope.Kind != ConsentKind.PlanReplacement)
        {
            throw new ArgumentException("That one plan takes the place of others is a consent of its own kind.");
        }
        if (signers.Count == 0)
        {
            return ConsentRefusals.NobodyToAsk;
        }
        var record = new ConsentRecord
        {
            Id = ConsentRecordId.New(),
            CitizenId = citizen,
            Kind = scope.Kind,
            FromArea = scope.FromArea,
            ToArea = scope.ToArea,
            Categories = DataClassWords.In(scope.Opens),
            Purpose = scope.Purpose.Trim(),
            ValidTo = scope.ValidTo,
            TextVersion = scope.TextVersion,
            Language = scope.Language,
            Signers = [.. signers],
            AskedBy = by,
            AskedAt = now,
            HolisticPlanId = scope.HolisticPlan,
            Renews = renews,
        };
        record.Raise(new ConsentAsked(record.Id, citizen));
        return record;
    }

    /// <param name="answer">Of one of them.</param>
    /// <param name="by">Who of the staff wrote it down; nobody where it was signed with the e-ID, and only there.</param>
    /// <summary>What one of them answered. With the last yes it is given; with the first no it is not.</summary>
    public Result<Done> Answer(ConsentAnswer answer, UserId? by, DateOnly today, DateTimeOffset now)
    {
        if ((answer.Method == ConsentMethod.MitId) != (by is null))
        {
            throw new ArgumentException("What is signed with the e-ID nobody else writes down, and all else somebody does.");
        }
        if (State != ConsentState.Asked)
        {
            return ConsentRefusals.NotAsked;
        }
        if (!Signers.Contains(answer.Signer))
        {
            return ConsentRefusals.NotAskedOfThem;
        }
        if (_signatures.Exists(one => one.Signer == answer.Signer))
        {
            return ConsentRefusals.AnsweredAlready;
        }
        if (ValidTo < today)
        {
            return ConsentRefusals.IsOver;
        }
        _signatures.Add(ConsentSignature.Of(answer, by, now));
        if (!answer.SaidYes)
        {
            State = ConsentState.Declined;
            Raise(new ConsentDeclined(Id, CitizenId));
        }
        else if (!Waiting.Any())
        {
            State = ConsentState.Given;
            GivenOn = _signatures.Max(one => one.AnsweredOn);
            Raise(new ConsentGiven(Id, CitizenId));
        }
        else
        {
            Changed();
        }
        return Done.Value;
    }

    /// <summary>It acts from this day on. As easy as it was given: no reason is asked for (databeskyttelsesforordningen art. 7).</summary>
    /// <param name="signer">Who; nobody where another takes its place, and where the citizen has come of age.</param>
    /// <param name="by">Who of the staff wrote it down; nobody where the signer did it with the e-ID.</param>
    /// <param name="today">By the business clock.</param>
    public Result<Done> Withdraw(string? signer, UserId? by, DateOnly today)
    {
        if (State != ConsentState.Given)
        {
            return ConsentRefusals.NotGiven;
        }
        if (signer is not null && !Signers.Contains(signer))
        {
            return ConsentRefusals.NotAskedOfThem;
        }
        State = ConsentState.Withdrawn;
        (WithdrawnOn, WithdrawnBy, WithdrawalWrittenDownBy) = (today, signer, by);
        Raise(new ConsentWithdrawn(Id, CitizenId));
        return Done.Value;
    }

    /// <summary>
    /// Takes back some of the kinds of information: this one ends, and a new one holds for what is left, with the answers that were given to
    /// this one. Nothing is asked of anybody: what is left was agreed to.
    /// </summary>
    /// <param name="taken">Words of <see cref="DataClasses"/> that are shown no longer.</param>
    /// <param name="signer">Who takes them back.</param>
    /// <param name="by">Who of the staff wrote it down; nobody where the signer did it with the e-ID.</param>
    /// <param name="today">By the business clock.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The new one; nothing where nothing is left and this one is withdrawn.</returns>
    public Result<ConsentRecord?> WithdrawPart(IReadOnlyCollection<string> taken, string signer, UserId? by, DateOnly today, DateTimeOffset now)
    {
        string[] left = [.. Categories.Where(word => !taken.Contains(word))];
        if (left.Length == Categories.Count)
        {
            return ConsentRefusals.NothingTaken;
        }
        var (signatures, givenOn) = (_signatures.ToList(), GivenOn);
        var withdrawn = Withdraw(signer, by, today);
        if (!withdrawn.Succeeded)
        {
            return withdrawn.Refusal;
        }
        if (left.Length == 0)
        {
            return (ConsentRecord?)null;
        }
        var rest = new ConsentRecord
        {
            Id = ConsentRecordId.New(),
            CitizenId = CitizenId,
            Kind = Kind,
            FromArea = FromArea,
            ToArea = ToArea,
            Categories = left,
            Purpose = Purpose,
            ValidTo = ValidTo,
            TextVersion = TextVersion,
            Language = Language,
            Signers = [.. Signers],
            AskedBy = AskedBy,
            AskedAt = now,
            HolisticPlanId = HolisticPlanId,
            Renews = Id,
            State = ConsentState.Given,
            GivenOn = givenOn,
        };
        rest._signatures.AddRange(signatures.Select(one => one.Again()));
        rest.Raise(new ConsentGiven(rest.Id, CitizenId));
        return rest;
    }

    public bool HoldsOn(DateOnly day) => State == ConsentState.Given && GivenOn <= day && ValidTo >= day;
}
