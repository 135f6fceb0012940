using Sammenhaeng.Application.Operations;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>How far an import has come.</summary>
public sealed record ImportProgress(ImportId ImportId, long Bytes, long Documents, long Accepted, long Unchanged, long Rejected);

/// <summary>What came of an import.</summary>
public sealed record ImportAnswer(ImportId ImportId, long Documents, long Accepted, long Unchanged, long Rejected)
{
    /// <summary>The first of the rejected ones, at most <see cref="DocumentImporter.MostRejectedTold"/>.</summary>
    public IReadOnlyList<DocumentOutcome> RejectedDocuments { get; init; } = [];
}

/// <summary>Takes a stream of documents through an import: while one batch is written, the next is read and checked.</summary>
public sealed class DocumentImporter(IDocumentImports imports)
{
    public const int MostRejectedTold = 1000;

    /// <summary>Of all of them together. After so many each is told with its first error only: a hundred thousand help nobody.</summary>
    public const int MostErrorsTold = 10_000;

    public async Task<ImportAnswer> ImportAsync(
        DocumentLines lines, ImportStart start, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var signal = WorkSignal.Begin("import");
        await using var import = await imports.StartAsync(start, cancellationToken);
        var tally = new Tally(import.Id);
        var state = ImportState.Failed;
        try
        {
            await RunAsync(import, lines, tally, progress, cancellationToken);
            state = ImportState.Finished;
            signal.Done();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            state = ImportState.Stopped;
            throw;
        }
        catch (Exception failure) when (ReferenceEquals(failure, lines.BrokenOff))
        {
            throw new ImportBrokenOffException(tally.Answer, failure);
        }
        finally
        {
            // The log tells how it ended also when it was cancelled.
            await import.FinishAsync(state, CancellationToken.None);
            var answer = tally.Answer;
            signal.Count(answer.Accepted, "accepted");
            signal.Count(answer.Unchanged, "unchanged");
            signal.Count(answer.Rejected, "rejected");
        }
        return tally.Answer;
    }

    private static async Task RunAsync(
        IDocumentImport import, DocumentLines lines, Tally tally, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var one = new DocumentBatch();
        using var other = new DocumentBatch();
        var (current, next) = (one, other);
        var prepared = await NextAsync(import, lines, current, cancellationToken);
        while (prepared is not null)
        {
            var reading = NextAsync(import, lines, next, cancellationToken);
            try
            {
                tally.Add(await import.WriteAsync(prepared, cancellationToken));
                progress?.Report(tally.ProgressAt(lines.BytesRead));
            }
            catch
            {
                // The batch being read must have let go of its buffers before they are given back.
                await Task.WhenAny(reading);
                if (reading.IsCompletedSuccessfully)
                {
                    (await reading)?.Dispose();
                }
                throw;
            }
            finally
            {
                prepared.Dispose();
            }
            prepared = await reading;
            (current, next) = (next, current);
        }
    }

    private static Task<IPreparedDocuments?> NextAsync(
        IDocumentImport import, DocumentLines lines, DocumentBatch batch, CancellationToken cancellationToken) =>
        Task.Run(
            async () => await lines.ReadAsync(batch, cancellationToken) ? import.Prepare(batch) : null,
            cancellationToken);

    private sealed class Tally(ImportId import)
    {
        private readonly List<DocumentOutcome> _rejectedDocuments = [];
        private int _errors;
        private long _documents;
        private long _accepted;
        private long _unchanged;
        private long _rejected;

        public ImportAnswer Answer => new(import, _documents, _accepted, _unchanged, _rejected) { RejectedDocuments = _rejectedDocuments };

        public ImportProgress ProgressAt(long bytes) => new(import, bytes, _documents, _accepted, _unchanged, _rejected);

        public void Add(IReadOnlyList<DocumentOutcome> outcomes)
        {
            foreach (var outcome in outcomes)
            {
                _documents++;
                switch (outcome.Result)
                {
                    case DocumentResult.Accepted:
                        _accepted++;
                        break;
                    case DocumentResult.Rejected:
                        _rejected++;
                        Tell(outcome);
                        break;
                    default:
                        _unchanged++;
                        break;
                }
            }
        }

        private void Tell(DocumentOutcome outcome)
        {
            if (_rejectedDocuments.Count == MostRejectedTold)
            {
                return;
            }
            _errors += outcome.Errors.Count;
            _rejectedDocuments.Add(_errors <= MostErrorsTold || outcome.Errors.Count == 1
                ? outcome
                : outcome with { Errors = [outcome.Errors[0], new DocumentError("", DocumentErrorCodes.MoreErrors, "1")] });
        }
    }
}
