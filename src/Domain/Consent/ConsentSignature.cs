using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Consent;

/// <summary>How somebody answered: by themselves with the national e-ID, or to one of the staff who wrote it down.</summary>
public enum ConsentMethod : byte { MitId, Paper, Oral }

/// <summary>What one of those who had to agree has answered. It stays as it was written down.</summary>
public sealed class ConsentSignature
{
    private ConsentSignature()
    {
    }

    /// <summary><c>citizen</c>, or <c>source:id</c> of a person of the network.</summary>
    public string Signer { get; private init; } = "";

    public bool SaidYes { get; private init; }

    /// <summary>The day they answered, which may be before it is written down here.</summary>
    public DateOnly AnsweredOn { get; private init; }

    public ConsentMethod Method { get; private init; }

    /// <summary>Where the paper lies, or who heard it and when; empty of what was signed with the e-ID.</summary>
    public string Note { get; private init; } = "";

    /// <summary>What a no would mean has been told (retssikkerhedsloven § 12).</summary>
    public bool ConsequencesExplained { get; private init; }

    /// <summary>Nobody where it was signed with the e-ID.</summary>
    public UserId? WrittenDownBy { get; private init; }

    public DateTimeOffset WrittenDownAt { get; private init; }

    /// <summary>The same answer, for a consent to a part of what it was given to.</summary>
    internal ConsentSignature Again() => (ConsentSignature)MemberwiseClone();

    internal static ConsentSignature Of(ConsentAnswer answer, UserId? by, DateTimeOffset now) => new()
    {
        Signer = answer.Signer,
        SaidYes = answer.SaidYes,
        AnsweredOn = answer.AnsweredOn,
        Method = answer.Method,
        Note = answer.Note.Trim(),
        ConsequencesExplained = answer.ConsequencesExplained,
        WrittenDownBy = by,
        WrittenDownAt = now,
    };
}

/// <summary>An answer as it is to be written down.</summary>
public sealed record ConsentAnswer(
    string Signer, bool SaidYes, DateOnly AnsweredOn, ConsentMethod Method, string Note, bool ConsequencesExplained);
