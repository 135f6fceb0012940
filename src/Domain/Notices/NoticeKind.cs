namespace Sammenhaeng.Domain.Notices;

/// <summary>What somebody is told of. Stands in the database for ever, by its word.</summary>
public enum NoticeKind : byte
{
    /// <summary>A conflict has opened, or opened again, or become critical.</summary>
    Conflict,

    /// <summary>A proposal waits for an answer of the person's area.</summary>
    Proposal,

    /// <summary>Something was said to a proposal of theirs.</summary>
    ProposalAnswer,

    /// <summary>They are asked to be the coordinator.</summary>
    CoordinatorAsked,

    /// <summary>Whom they asked has said yes or no.</summary>
    CoordinatorAnswer,

    /// <summary>They are the coordinator no longer.</summary>
    CoordinatorEnded,

    /// <summary>Somebody has taken emergency access to a citizen they work with.</summary>
    EmergencyAccess,

    /// <summary>Emergency access is theirs to judge.</summary>
    EmergencyReview,

    /// <summary>What they have promised is due tomorrow at the latest.</summary>
    AgreementDue,
    AgreementOverdue,

    /// <summary>A plan of theirs is to be looked at again within a week.</summary>
    FollowUp,

    /// <summary>A plan of theirs is replaced by one that holds now.</summary>
    HolisticPlanInForce,

    /// <summary>The plan that replaced theirs holds no longer, and theirs is to be written in again.</summary>
    HolisticPlanEnded,
}

/// <summary>How somebody is told of one kind by e-mail.</summary>
public enum MailChoice : byte
{
    /// <summary>Once a day, at the hour they chose.</summary>
    Daily,

    /// <summary>A critical one at once, the others once a day.</summary>
    AtOnce,
    Never,
}

public static class NoticeKinds
{
    /// <summary>Of these some are critical, so that it can be asked whether they are told at once.</summary>
    public static bool MayBeCritical(this NoticeKind kind) =>
        kind is NoticeKind.Conflict or NoticeKind.EmergencyAccess or NoticeKind.EmergencyReview;
}
