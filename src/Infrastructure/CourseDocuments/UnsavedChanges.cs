using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <inheritdoc cref="IUnsavedChanges"/>
internal sealed class UnsavedChanges(ImportTools tools, IReferenceData reference) : IUnsavedChanges
{
    public async Task<UnsavedChange?> TryAsync(CitizenId citizen, ReadOnlyMemory<byte> document, bool isWrittenHere, CancellationToken cancellationToken)
    {
        var known = (await reference.CurrentAsync(cancellationToken)).On(LocalTime.DateOf(tools.Clock.GetUtcNow()));
        return await OneDocument.WithAsync(
            tools, known, (document, isWrittenHere), (connection, prepared) => TryAsync(connection, citizen, prepared, known, cancellationToken), cancellationToken);
    }

    /// <summary>The transaction is never committed: leaving it undoes everything.</summary>
    private async Task<UnsavedChange?> TryAsync(
        NpgsqlConnection connection, CitizenId citizen, PreparedDocuments prepared, ReferenceSnapshot known, CancellationToken cancellationToken)
    {
        var head = prepared.Heads[0];
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await OneDocument.ReadAsync(connection, transaction, citizen, known, cancellationToken) is not { } before)
        {
            return null;
        }
        await OneDocument.TakeAsync(connection, prepared, citizen, tools, cancellationToken);
        var after = head.Result == DocumentResult.Rejected ? before : (await OneDocument.ReadAsync(connection, transaction, citizen, known, cancellationToken))!;
        return new UnsavedChange(before, after, head.Reading, head.Errors);
    }
}
