using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Consent;

public static class ConsentRefusals
{
    /// <summary>Nobody is known who has custody of the child, so nobody can be asked.</summary>
    public static readonly Refusal NobodyToAsk = new("consent.nobodyToAsk");
    public static readonly Refusal NotAsked = new("consent.notAsked");
    public static readonly Refusal NotAskedOfThem = new("consent.notAskedOfThem");
    public static readonly Refusal AnsweredAlready = new("consent.answeredAlready");
    public static readonly Refusal NotGiven = new("consent.notGiven");

    /// <summary>Of what it opens, nothing was named that is to be shown no longer.</summary>
    public static readonly Refusal NothingTaken = new("consent.nothingTaken");
    public static readonly Refusal IsOver = new("consent.isOver");

    /// <summary>To sign takes having shown who one is within the last minutes.</summary>
    public static readonly Refusal StaleSignIn = new("consent.staleSignIn");

    /// <summary>There is one between the two areas about the same that waits for its answer.</summary>
    public static readonly Refusal AskedAlready = new("consent.askedAlready");

    /// <summary>An area asks for what concerns itself.</summary>
    public static readonly Refusal NotOfYourArea = new("consent.notOfYourArea");

    /// <summary>Strictly private plans are shared on no ground.</summary>
    public static readonly Refusal StrictlyPrivate = new("sharing.strictlyPrivate");
    public static readonly Refusal NoConsent = new("sharing.noConsent");
    public static readonly Refusal SharedAlready = new("sharing.already");
    public static readonly Refusal NotYourPlan = new("sharing.notYourPlan");
    public static readonly Refusal NotShared = new("sharing.notShared");
}
