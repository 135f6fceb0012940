using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Proposals;

public enum ProposalState : byte { Waiting, Accepted, Declined, Withdrawn }

/// <summary>What somebody says to a proposal: the decision has one, and before it there may be any number.</summary>
public sealed class ProposalAnswer
{
    internal ProposalAnswer(int number, string text, UserId by, DateTimeOffset at) => (Number, Text, By, At) = (number, text, by, at);

    private ProposalAnswer()
    {
    }

    public int Number { get; private init; }
    public string Text { get; private init; } = "";
    public UserId By { get; private init; }
    public DateTimeOffset At { get; private init; }
}

/// <summary>
/// That an area changes something of its own, proposed by somebody who works with the same citizen. What an area's system tells is typed
/// over by nobody else: the area accepts, declines with a reason, or answers. It is never removed.
/// </summary>
public sealed class Proposal : AggregateRoot
{
    public const int ShortestText = 10;
    public const int LongestText = 1000;

    public static readonly Refusal NotWaiting = new("proposal.notWaiting");
    public static readonly Refusal NotYourArea = new("proposal.notYourArea");
    public static readonly Refusal NotYours = new("proposal.notYours");

    private readonly List<ProposalAnswer> _answers = [];

    private Proposal()
    {
    }

    public ProposalId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }

    /// <summary>What is to be changed: collection and key of an item of the course.</summary>
    public string TargetKind { get; private init; } = "";
    public string TargetSource { get; private init; } = "";
    public string TargetId { get; private init; } = "";

    /// <summary>Code of the area whose it is, and that answers.</summary>
    public string Area { get; private init; } = "";

    /// <summary>Code of the area that proposes it.</summary>
    public string FromArea { get; private init; } = "";
    public string Text { get; private init; } = "";
    public UserId ProposedBy { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public ProposalState State { get; private set; }
    public UserId? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public IReadOnlyList<ProposalAnswer> Answers => _answers;

    public static Proposal Make(CitizenId citizen, (string Kind, ItemKey Key, string Area) target, string fromArea, string text, UserId by, DateTimeOffset now)
    {
        if (text.Trim().Length is < ShortestText or > LongestText)
        {
            throw new ArgumentException("A proposal says what is to be changed, and why.", nameof(text));
        }
        var proposal = new Proposal
        {
            Id = ProposalId.New(),
            CitizenId = citizen,
            TargetKind = target.Kind,
            TargetSource = target.Key.Source,
            TargetId = target.Key.Id,
            Area = target.Area,
            FromArea = fromArea,
            Text = text.Trim(),
            ProposedBy = by,
            ProposedAt = now,
        };
        proposal.Raise(new ProposalMade(proposal.Id, citizen));
        return proposal;
    }

    /// <summary>By somebody of the area whose it is. A no has a reason.</summary>
    /// <param name="state">Accepted or declined.</param>
    public Result<Done> Decide(ProposalState state, string text, UserId by, DateTimeOffset now)
    {
        if (state is not (ProposalState.Accepted or ProposalState.Declined) || state == ProposalState.Declined && text.Trim().Length < ShortestText)
        {
            throw new ArgumentException("A proposal is accepted, or declined for a reason.");
        }
        if (State != ProposalState.Waiting)
        {
            return NotWaiting;
        }
        (State, DecidedBy, DecidedAt) = (state, by, now);
        return Say(text, by, now);
    }

    /// <summary>By either side, as long as it waits.</summary>
    public Result<Done> Reply(string text, UserId by, DateTimeOffset now)
    {
        if (State != ProposalState.Waiting)
        {
            return NotWaiting;
        }
        return text.Trim().Length == 0 ? throw new ArgumentException("An answer says something.", nameof(text)) : Say(text, by, now);
    }

    public Result<Done> Withdraw(UserId by, DateTimeOffset now)
    {
        if (by != ProposedBy)
        {
            return NotYours;
        }
        if (State != ProposalState.Waiting)
        {
            return NotWaiting;
        }
        (State, DecidedBy, DecidedAt) = (ProposalState.Withdrawn, by, now);
        Raise(new ProposalWithdrawn(Id, CitizenId));
        return Done.Value;
    }

    private Result<Done> Say(string text, UserId by, DateTimeOffset now)
    {
        if (text.Trim().Length > 0)
        {
            _answers.Add(new ProposalAnswer(_answers.Count + 1, text.Trim(), by, now));
        }
        Raise(new ProposalAnswered(Id, CitizenId));
        return Done.Value;
    }
}
