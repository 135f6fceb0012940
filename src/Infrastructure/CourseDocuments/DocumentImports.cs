using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>What every import of the process needs.</summary>
internal sealed record ImportTools(
    ImportConnections Connections, ICprProtection CprProtection, MarkLayers Layers, ISealing Sealing, TimeProvider Clock, IWakeWorkers Workers, ILogger<DocumentImports> Log);

internal sealed class DocumentImports(ImportTools tools, IReferenceData reference) : IDocumentImports
{
    public async Task<IDocumentImport> StartAsync(ImportStart start, CancellationToken cancellationToken)
    {
        var current = await reference.CurrentAsync(cancellationToken);
        var preparation = new DocumentPreparation(current.On(tools.Clock.Today()), tools, start.Bounds);
        var id = ImportId.New();
        var connection = await tools.Connections.TakeAsync(cancellationToken);
        try
        {
            await ImportLog.BeginAsync(connection.Connection, id, start, tools.Clock.GetUtcNow(), cancellationToken);
            return new DocumentImport(id, start, tools, preparation, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <inheritdoc cref="IDocumentImport"/>
internal sealed class DocumentImport(
    ImportId id, ImportStart start, ImportTools tools, DocumentPreparation preparation, ImportConnection taken) : IDocumentImport
{
    private const int Attempts = 8;

    // After so many the planner's idea of the tables is out of date, and whoever reads next would suffer.
    private const int ManyDocuments = 5000;

    private long _accepted;

    public ImportId Id => id;

    public IPreparedDocuments Prepare(DocumentBatch batch) => preparation.Prepare(batch);

    public async Task<IReadOnlyList<DocumentOutcome>> WriteAsync(IPreparedDocuments prepared, CancellationToken cancellationToken)
    {
        var heads = await WriteAsync((PreparedDocuments)prepared, cancellationToken);
        _accepted += heads.Count(head => head.Result == DocumentResult.Accepted);
        if (heads.Any(head => head.HasChangedCourse))
        {
            tools.Workers.Wake();
        }
        return [.. heads.Select(Outcome)];
    }

    /// <summary>What the database does not take undoes all that is written with it; so the documents are halved until it stands alone.</summary>
    private async Task<IReadOnlyList<DocumentHead>> WriteAsync(PreparedDocuments documents, CancellationToken cancellationToken)
    {
        try
        {
            await WriteTogetherAsync(documents, cancellationToken);
            return documents.Heads;
        }
        catch (MarksTurnedException)
        {
            using var again = preparation.Prepare(documents.Batch, documents.Heads[0].Number, documents.Heads.Length);
            return await WriteAsync(again, cancellationToken);
        }
        catch (Exception failure) when (failure is BirthDatesDisagreeException || DatabaseErrors.IsAboutContent(failure))
        {
            if (documents.Heads is [var alone])
            {
                if (alone.Reading != ReadingOutcome.Read)
                {
                    throw;
                }
                tools.Log.LogError("A document of {Source} was read, but the database refuses it: {Reason}", alone.Source, DatabaseErrors.NameOf(failure));
                alone.GiveUp();
                await WriteTogetherAsync(documents, cancellationToken);
                return documents.Heads;
            }
        }

        var heads = new List<DocumentHead>(documents.Heads.Length);
        var first = documents.Heads[0].Number;
        var half = documents.Heads.Length / 2;
        foreach (var (from, count) in ((int, int)[])[(first, half), (first + half, documents.Heads.Length - half)])
        {
            using var part = preparation.Prepare(documents.Batch, from, count);
            heads.AddRange(await WriteAsync(part, cancellationToken));
        }
        return heads;
    }

    private async Task WriteTogetherAsync(PreparedDocuments documents, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await taken.ReadyAsync(documents.Rows, cancellationToken);
                await TryWriteAsync(documents, cancellationToken);
                return;
            }
            catch (Exception failure) when (attempt < Attempts && (failure is CitizensRacedException || DatabaseErrors.IsPassing(failure)))
            {
                tools.Log.LogWarning("A batch of documents is written again: {Reason}", DatabaseErrors.NameOf(failure));
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt * attempt), cancellationToken);
            }
        }
    }

    public async Task FinishAsync(ImportState state, CancellationToken cancellationToken)
    {
        await taken.ReadyAsync([], cancellationToken);
        await ImportLog.EndAsync(taken.Connection, id, state, tools.Clock.GetUtcNow(), cancellationToken);
        if (_accepted >= ManyDocuments)
        {
            await AnalyzeAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await tools.Connections.GiveBackAsync(taken);
        preparation.Dispose();
    }

    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        var tables = string.Join(", ", ItemTable.All.Select(table => table.Name));
        await using var command = new NpgsqlCommand($"analyze citizens, course_sources, {tables}", taken.Connection) { CommandTimeout = 300 };
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            // The documents are in; the server looks at its tables by itself sooner or later.
            tools.Log.LogWarning("The tables were not analysed after the import: {Reason}", DatabaseErrors.NameOf(failure));
        }
    }

    private async Task TryWriteAsync(PreparedDocuments documents, CancellationToken cancellationToken)
    {
        var connection = taken.Connection;
        var now = tools.Clock.GetUtcNow();
        var read = documents.Heads.Where(head => head is { Reading: ReadingOutcome.Read, IsGivenUp: false }).ToList();
        read.ForEach(head => head.Begin());
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (read.Count > 0)
        {
            await DocumentTurns.TakeAsync(connection, read, documents, tools, now, cancellationToken);
        }
        await RejectedDocuments.KeepAsync(connection, id, documents, start.Kept, tools.Sealing, now, cancellationToken);
        await ImportLog.AddAsync(connection, id, documents.Heads, now, cancellationToken);
        // From here on nobody can tell from a broken request whether it was committed; so it is not broken off.
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static DocumentOutcome Outcome(DocumentHead head) =>
        new(head.Raw.Line, head.Result, head.Reading, head.Result == DocumentResult.Rejected ? head.Errors : [])
        {
            Source = head.Source,
            Area = head.Area,
        };
}
