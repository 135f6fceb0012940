using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.CourseDocuments;

/// <summary>A refused document was sent again and taken.</summary>
public sealed record RejectedDocumentResent(RejectedDocumentId RejectedDocumentId, ImportId ImportId) : IDomainEvent;

/// <summary>A refused document was changed and is still refused.</summary>
public sealed record RejectedDocumentCorrected(RejectedDocumentId RejectedDocumentId) : IDomainEvent;

/// <summary>What is kept of a refused document, sealed: its body holds a CPR number.</summary>
/// <param name="Sealed">The body, bound to the row.</param>
/// <param name="Hash">A keyed hash of the plain body.</param>
/// <param name="Length">Of the plain body as it was sent.</param>
/// <param name="Errors">As JSON; paths and codes, nothing of the content.</param>
public sealed record RejectedContent(byte[] Sealed, byte[] Hash, long Length, string Errors, string? Source, string? Area);

/// <summary>A course document that was refused and waits for correction. Imports add them as sets; here they are settled.</summary>
public sealed class RejectedDocument : AggregateRoot
{
    private RejectedDocument()
    {
    }

    public RejectedDocumentId Id { get; private init; }

    public ImportId ImportId { get; private init; }

    public long Line { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    public string? Source { get; private set; }

    public string? Area { get; private set; }

    public byte[] Body { get; private set; } = [];

    public byte[] BodyHash { get; private set; } = [];

    public long BodyLength { get; private set; }

    /// <summary>False when the document was too long and only its beginning is kept.</summary>
    public bool IsComplete { get; private set; }

    public string Errors { get; private set; } = "[]";

    public RejectedDocumentState State { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public UserId? SettledBy { get; private set; }

    public ImportId? SettledImportId { get; private set; }

    public Result<Done> Settle(ImportId by, UserId? user, DateTimeOffset now)
    {
        if (State != RejectedDocumentState.Waiting)
        {
            return RejectedDocumentRefusals.Settled;
        }

        State = RejectedDocumentState.Resent;
        SettledAt = now;
        SettledBy = user;
        SettledImportId = by;
        Raise(new RejectedDocumentResent(Id, by));
        return Done.Value;
    }

    /// <summary>The corrected text is refused as well; it is the one to go on from.</summary>
    public Result<Done> Correct(RejectedContent content)
    {
        if (State != RejectedDocumentState.Waiting)
        {
            return RejectedDocumentRefusals.Settled;
        }

        (Body, BodyHash, BodyLength, Errors) = (content.Sealed, content.Hash, content.Length, content.Errors);
        // Whose it is stays known while a correction cannot be read.
        Source = content.Source ?? Source;
        Area = content.Area ?? Area;
        IsComplete = true;
        Raise(new RejectedDocumentCorrected(Id));
        return Done.Value;
    }
}

public static class RejectedDocumentRefusals
{
    /// <summary>It has been sent again and taken.</summary>
    public static readonly Refusal Settled = new("documents.settled");

    /// <summary>Only its beginning was kept, so it can be sent again only with a corrected text.</summary>
    public static readonly Refusal Incomplete = new("documents.incomplete");

    /// <summary>The corrected text is what another system tells.</summary>
    public static readonly Refusal OtherSource = new("documents.otherSource");

    /// <summary>The corrected text is about another citizen, or it cannot be read whom it is about.</summary>
    public static readonly Refusal UnreadableCitizen = new("documents.unreadableCitizen");
    public static readonly Refusal OtherCitizen = new("documents.otherCitizen");

    /// <summary>Another refused document that waits has this text already.</summary>
    public static readonly Refusal SameWaits = new("documents.sameWaits");
}
