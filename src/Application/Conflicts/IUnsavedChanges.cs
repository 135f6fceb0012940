using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>A citizen's course as it is kept, and as it would be after a change.</summary>
/// <param name="Errors">Why the change would be refused; then the course stays as it is.</param>
public sealed record UnsavedChange(CourseBuilder Before, CourseBuilder After, ReadingOutcome Reading, IReadOnlyList<DocumentError> Errors);

/// <summary>
/// Tells what a course would be after a document: by importing it and undoing that, so that there is one way in which documents
/// become a course. Nothing is stored, nobody is woken, and the citizen is held no longer than by an import of one document.
/// </summary>
public interface IUnsavedChanges
{
    /// <summary>Null when there is no such citizen.</summary>
    /// <param name="citizen">Whom the document must be about.</param>
    /// <param name="document">JSON.</param>
    /// <param name="isWrittenHere">It is made of what somebody writes here, and speaks as the product's own source.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<UnsavedChange?> TryAsync(CitizenId citizen, ReadOnlyMemory<byte> document, bool isWrittenHere, CancellationToken cancellationToken);
}
