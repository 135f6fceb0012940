using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

public enum StandingKind : byte
{
    /// <summary>The citizen themselves.</summary>
    Self,

    /// <summary>The guardian of an adult (værgemålsloven), as long as the guardianship lasts.</summary>
    Guardian,

    /// <summary>Somebody of the network: with custody until the 18th birthday, or invited for as long as that is told.</summary>
    Relative,
}

/// <summary>By what a private person may look at a citizen's course: as the citizen, for the citizen, or beside the citizen.</summary>
/// <param name="Portal">What a relative is let in to. The citizen and the guardian are let in to all of it.</param>
/// <param name="HasCustody">Of a child.</param>
/// <param name="Rows">Where the network tells of this person: <c>source:id</c> of each.</param>
public sealed record Standing(StandingKind Kind, PortalAccess Portal, bool HasCustody, IReadOnlyList<string> Rows)
{
    public bool IsLetInToAll => Kind != StandingKind.Relative || Portal == PortalAccess.Full;

    public bool SeesCourse => Kind != StandingKind.Relative || Portal != PortalAccess.None;

    /// <summary>The citizen, whoever stands in for them, and parents who are let in to all that is about their child.</summary>
    public bool SeesAccesses => Kind != StandingKind.Relative || (HasCustody && Portal == PortalAccess.Full);

    /// <summary>Who must say yes is written with each consent, so whoever may be one of them may look for it.</summary>
    public bool AnswersConsents => Kind != StandingKind.Relative || HasCustody;

    public DataClasses Opens => IsLetInToAll ? DataClasses.All : Portal switch
    {
        PortalAccess.Calendar => DataClasses.Appointments,
        PortalAccess.CalendarAndGoals => DataClasses.Appointments | DataClasses.Goals,
        _ => DataClasses.None,
    };

    /// <summary>Whether a consent asks this person: <c>citizen</c>, or a row of the network.</summary>
    public bool Is(string signer) => (Kind == StandingKind.Self && signer == ConsentSigners.Citizen) || Rows.Contains(signer);
}
