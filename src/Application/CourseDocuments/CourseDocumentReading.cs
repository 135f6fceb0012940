using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>How reading went; the outcomes but the first are 422, 400, 413 and 403 over HTTP.</summary>
public enum ReadingOutcome : byte
{
    /// <summary>A document that holds, except for <see cref="CourseDocument.ReferencesToEarlier"/>.</summary>
    Read,

    /// <summary>JSON, but not a course document: kept for correction with its errors.</summary>
    Invalid,

    /// <summary>Not JSON (RFC 8259) in UTF-8.</summary>
    Malformed,

    /// <summary>More than <see cref="DocumentLimits.MaxBytes"/>; not looked at.</summary>
    TooLarge,

    /// <summary>Of an area or a source that its sender is not registered for: not kept, because it is nobody's to correct.</summary>
    OfOthers,
}

/// <summary>What came of reading one document.</summary>
public sealed record CourseDocumentReading
{
    public required ReadingOutcome Outcome { get; init; }

    /// <summary>Null unless <see cref="ReadingOutcome.Read"/>.</summary>
    public CourseDocument? Document { get; init; }

    /// <summary>In document order; at most <see cref="DocumentLimits.MaxErrors"/>.</summary>
    public IReadOnlyList<DocumentError> Errors { get; init; } = [];

    /// <summary>The source as far as it could be read and is well formed, also when the document is refused.</summary>
    public string? Source { get; init; }

    /// <summary>The area as far as it could be read and is known, also when the document is refused: its people may correct it.</summary>
    public string? Area { get; init; }

    public DateTimeOffset? ExportedAt { get; init; }
}

/// <summary>
/// One thing wrong with a document. Says where and what kind, and nothing that the document holds: bodies are personal data.
/// </summary>
/// <param name="Path">A JSON pointer (RFC 6901), such as <c>/plans/0/from</c>; empty for the document itself.</param>
/// <param name="Code">One of <see cref="DocumentErrorCodes"/>.</param>
/// <param name="Bound">What the message names beside that: a bound of the schema's, or a place in the text.</param>
public sealed record DocumentError(string Path, string Code, string? Bound = null)
{
    /// <summary>For people. Made when it is read: of most errors nobody reads more than the first.</summary>
    public Bilingual Message => DocumentErrorTexts.Of(Code, Bound);
}
