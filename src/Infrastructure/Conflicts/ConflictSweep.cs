using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>What a sweep has done so far; written down after every chunk.</summary>
internal sealed class SweepProgress
{
    private readonly SortedDictionary<int, (Guid To, int Citizens)> _done = [];
    private int _next;

    public int Citizens { get; private set; }
    public ConflictCounts Counts { get; private set; }
    public int Postponed { get; private set; }

    /// <summary>Everyone up to here has been judged, whatever order the chunks ended in.</summary>
    public Guid? DoneTo { get; private set; }

    public void Add(int chunk, Guid to, int citizens, ConflictCounts counts, int postponed)
    {
        _done.Add(chunk, (to, citizens));
        Counts += counts;
        Postponed += postponed;
        while (_done.Remove(_next, out var done))
        {
            DoneTo = done.To;
            Citizens += done.Citizens;
            _next++;
        }
    }
}

/// <summary>
/// Judges everyone: chunks of citizens in the order of their ids, read by COPY, judged, and only differences written.
/// Two workers, so that PostgreSQL reads for one while the other judges; memory is the rows of two chunks and two courses, whatever the number of citizens.
/// </summary>
internal sealed class ConflictSweep(NpgsqlDataSource source, Judging judging, TimeProvider clock, ILogger log) : IDisposable
{
    public const int ChunkSize = 1024;
    public const int Workers = 2;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SweepProgress _progress = new();
    private Guid _last;
    private int _nextChunk;

    /// <param name="after">Go on after this citizen; null from the start.</param>
    /// <param name="report">Called after every chunk, by one worker at a time.</param>
    /// <param name="cancellationToken">Stops after the chunk at hand.</param>
    public async Task<SweepProgress> RunAsync(Guid? after, Func<SweepProgress, CancellationToken, Task> report, CancellationToken cancellationToken)
    {
        _last = after ?? Guid.Empty;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(report, stop), CancellationToken.None)).ToArray();
        await Task.WhenAll(workers);
        return _progress;
    }

    private async Task WorkAsync(Func<SweepProgress, CancellationToken, Task> report, CancellationTokenSource stop)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(stop.Token);
            using var stream = new CourseStream(connection);
            var stored = new StoredConflicts();
            var difference = new ConflictDifference(judging.Day);
            while (await NextAsync(connection, stop.Token) is (var number, { Length: > 0 } citizens))
            {
                var latest = await CitizenChecks.LatestAsync(connection, stop.Token);
                var range = CourseStream.RangeOf(citizens);
                await stored.ReadAsync(stream, range, stop.Token);
                await stream.ReadAsync(range, stop.Token);
                var (counts, postponed) = await TryJudgeAsync(connection, (citizens, stream), stored, difference, latest, stop.Token);
                await ReportAsync(number, citizens, counts, postponed, report, stop.Token);
            }
        }
        catch
        {
            // The other worker must not go on alone while this one has failed: the sweep is one thing.
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<(int Number, Guid[] Citizens)> NextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("select id from citizens where id > $1 order by id limit $2", connection);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _last });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ChunkSize });
            var citizens = new List<Guid>(ChunkSize);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                citizens.Add(reader.GetGuid(0));
            }
            if (citizens.Count > 0)
            {
                _last = citizens[^1];
            }
            return (_nextChunk++, [.. citizens]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// One citizen who cannot be judged, or whose difference cannot be written, must not keep everyone else from being judged. Which of
    /// the chunk it is, the check of their own finds out, for it takes them one by one.
    /// </summary>
    private async Task<(ConflictCounts Counts, int Postponed)> TryJudgeAsync(
        NpgsqlConnection connection, (Guid[] Citizens, CourseStream Courses) read, StoredConflicts stored, ConflictDifference difference, long latest, CancellationToken cancellationToken)
    {
        difference.Clear();
        IEnumerable<Guid> judged = read.Citizens;
        try
        {
            CourseCheck.Judge(read.Citizens, citizen => read.Courses.Next(citizen, judging.Reference), stored, judging, difference);
            judged = difference.Citizens;
            return difference.IsEmpty ? (default, 0) : await WriteAsync(connection, difference, latest, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !DatabaseErrors.IsPassing(failure) && connection.State == ConnectionState.Open)
        {
            Guid[] citizens = [.. judged];
            log.LogError("{Count} citizens of a sweep are left to a check of their own ({Reason})", citizens.Length, DatabaseErrors.NameOf(failure));
            await CitizenChecks.MakeDueAsync(connection, transaction: null, citizens, cancellationToken);
            return (default, citizens.Length);
        }
    }

    private async Task<(ConflictCounts Counts, int Postponed)> WriteAsync(
        NpgsqlConnection connection, ConflictDifference difference, long latest, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var citizens = difference.Citizens.ToArray();
        await CitizenChecks.LockAsync(connection, transaction, citizens, cancellationToken);
        var moved = await CitizenChecks.MovedOnAsync(connection, transaction, citizens, latest, judging.Day, cancellationToken);
        difference.Postpone(moved);
        (Guid[], DateOnly, DateTimeOffset) check = ([.. difference.Citizens], judging.Day, clock.GetUtcNow());
        var counts = await ConflictWriter.WriteAsync(connection, transaction, difference, check, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (counts, moved.Count);
    }

    private async Task ReportAsync(
        int number, Guid[] citizens, ConflictCounts counts, int postponed, Func<SweepProgress, CancellationToken, Task> report, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _progress.Add(number, citizens[^1], citizens.Length, counts, postponed);
            await report(_progress, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
