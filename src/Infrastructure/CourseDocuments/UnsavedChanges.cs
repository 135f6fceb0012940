using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <inheritdoc cref="IUnsavedChanges"/>
internal sealed class UnsavedChanges(ImportTools tools, IReferenceData reference) : IUnsavedChanges
{
    private const int Attempts = 3;

    public async Task<UnsavedChange?> TryAsync(CitizenId citizen, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var known = (await reference.CurrentAsync(cancellationToken)).On(LocalTime.DateOf(tools.Clock.GetUtcNow()));
        using var preparation = new DocumentPreparation(known, tools);
        using var batch = new DocumentBatch();
        batch.Add(document.Span);
        var taken = await tools.Connections.TakeAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    using var prepared = preparation.Prepare(batch);
                    await taken.ReadyAsync(prepared.Rows, cancellationToken);
                    return await TryAsync(taken.Connection, citizen, prepared, known, cancellationToken);
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

    /// <summary>The transaction is never committed: leaving it undoes everything.</summary>
    private async Task<UnsavedChange?> TryAsync(
        NpgsqlConnection connection, CitizenId citizen, PreparedDocuments prepared, ReferenceSnapshot known, CancellationToken cancellationToken)
    {
        var head = prepared.Heads[0];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ReadAsync(connection, transaction, citizen, known, cancellationToken) is not { } before)
        {
            return null;
        }
        if (head.Reading == ReadingOutcome.Read)
        {
            head.Begin();
            await DocumentTurns.TakeAsync(connection, [head], prepared, tools, tools.Clock.GetUtcNow(), cancellationToken);
            if (head.CitizenId != citizen)
            {
                head.Refuse([new DocumentError("/citizen/cpr", DocumentErrorCodes.CprOtherCitizen)]);
            }
        }
        var after = head.Result == DocumentResult.Rejected ? before : (await ReadAsync(connection, transaction, citizen, known, cancellationToken))!;
        return new UnsavedChange(before, after, head.Reading, head.Errors);
    }

    private static async Task<CourseBuilder?> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CitizenId citizen, ReferenceSnapshot known, CancellationToken cancellationToken)
    {
        var courses = new CitizenCourses([citizen.Value]);
        await CourseReader.ReadAsync(connection, transaction, courses, known, withTexts: true, cancellationToken);
        var course = courses[citizen.Value];
        return course.Citizen.BirthDate == default ? null : course;
    }
}
