using Npgsql;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>One document about one citizen, taken in within a transaction of its own that the caller keeps or leaves.</summary>
internal static class OneDocument
{
    private const int Attempts = 5;

    /// <summary>Runs the work, again where somebody else was in the way of it.</summary>
    /// <param name="work">Given a connection without a transaction, and the document.</param>
    public static async Task<T> WithAsync<T>(
        ImportTools tools, ReferenceSnapshot known, (ReadOnlyMemory<byte> Bytes, bool IsWrittenHere) document,
        Func<NpgsqlConnection, PreparedDocuments, Task<T>> work, CancellationToken cancellationToken)
    {
        using var preparation = new DocumentPreparation(known, tools, isWrittenHere: document.IsWrittenHere);
        using var batch = new DocumentBatch();
        batch.Add(document.Bytes.Span);
        var taken = await tools.Connections.TakeAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var prepared = preparation.Prepare(batch);
                    await taken.ReadyAsync(prepared.Rows, cancellationToken);
                    return await work(taken.Connection, prepared);
                }
                catch (Exception failure) when (attempt < Attempts && (failure is CitizensRacedException or MarksTurnedException || DatabaseErrors.IsPassing(failure)))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellationToken);
                }
            }
        }
        finally
        {
            await tools.Connections.GiveBackAsync(taken);
        }
    }

    /// <summary>Takes the document in; refused where it is about another citizen.</summary>
    public static async Task TakeAsync(
        NpgsqlConnection connection, PreparedDocuments prepared, CitizenId citizen, ImportTools tools, CancellationToken cancellationToken)
    {
        var head = prepared.Heads[0];
        if (head.Reading != ReadingOutcome.Read)
        {
            return;
        }
        head.Begin();
        await DocumentTurns.TakeAsync(connection, [head], prepared, tools, tools.Clock.GetUtcNow(), cancellationToken);
        if (head.CitizenId != citizen)
        {
            head.Refuse([new DocumentError("/citizen/cpr", DocumentErrorCodes.CprOtherCitizen)]);
        }
    }

    /// <summary>The citizen's course as it is at this point of the transaction; null when there is no such citizen.</summary>
    public static async Task<CourseBuilder?> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CitizenId citizen, ReferenceSnapshot known, CancellationToken cancellationToken)
    {
        var courses = new CitizenCourses([citizen.Value]);
        await CourseReader.ReadAsync(connection, transaction, courses, known, withTexts: true, cancellationToken);
        var course = courses[citizen.Value];
        return course.Citizen.BirthDate == default ? null : course;
    }
}
