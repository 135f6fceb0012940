using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Begins imports: the way of course documents into the database, past the aggregates, because they come by the million.</summary>
public interface IDocumentImports
{
    Task<IDocumentImport> StartAsync(ImportStart start, CancellationToken cancellationToken);
}

/// <param name="Origin">How the documents come.</param>
/// <param name="StartedBy">The user or machine client; null for the system.</param>
/// <param name="Kept">Which of the rejected documents are kept for correction.</param>
/// <param name="Bounds">What the sender may tell; null where any area and source.</param>
public sealed record ImportStart(ImportOrigin Origin, UserId? StartedBy, KeptRejections Kept, SenderBounds? Bounds);

/// <summary>What is another's (<see cref="ReadingOutcome.OfOthers"/>) is never kept.</summary>
public enum KeptRejections
{
    All,

    /// <summary>Not what is no JSON, or too large: its sender gets that back at once and holds the document.</summary>
    WhatIsJson,

    /// <summary>The document is kept already, and was sent again.</summary>
    None,
}

/// <summary>
/// One import under way, on a connection of its own. Preparing one batch may go on while another is written; batches are written in
/// order, each in one transaction, so that an import that is cut off leaves whole documents only.
/// </summary>
public interface IDocumentImport : IAsyncDisposable
{
    ImportId Id { get; }

    /// <summary>Reads and checks the documents; takes all the processor it can get and no database.</summary>
    IPreparedDocuments Prepare(DocumentBatch batch);

    /// <summary>One outcome for each document, in order.</summary>
    Task<IReadOnlyList<DocumentOutcome>> WriteAsync(IPreparedDocuments prepared, CancellationToken cancellationToken);

    Task FinishAsync(ImportState state, CancellationToken cancellationToken);
}

/// <summary>Documents that have been read, with their batch, which must not be filled again before they are disposed.</summary>
public interface IPreparedDocuments : IDisposable;

public enum DocumentResult
{
    /// <summary>It changed the course, or is the first of its source.</summary>
    Accepted,

    /// <summary>All of it was known.</summary>
    Unchanged,

    /// <summary>Older than the last snapshot of the same source and citizen, so it tells nothing.</summary>
    IgnoredOlder,
    Rejected,
}

/// <param name="Line">In the stream, from 1.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Reading">How reading went; a document that was read may still be refused for what the database knows.</param>
/// <param name="Errors">Empty unless rejected.</param>
public sealed record DocumentOutcome(long Line, DocumentResult Result, ReadingOutcome Reading, IReadOnlyList<DocumentError> Errors)
{
    /// <summary>As far as it could be read.</summary>
    public string? Source { get; init; }

    public string? Area { get; init; }
}
