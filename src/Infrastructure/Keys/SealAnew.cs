using System.Globalization;
using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Keys;

/// <param name="Column">Where it is at; null before the first.</param>
/// <param name="Done">Values sealed by the current key in this run.</param>
/// <param name="Of">Values that were sealed by another one when it began.</param>
public sealed record SealAnewProgress(string? Column, long Done, long Of);

/// <param name="Column">table.column.</param>
/// <param name="Key">The number of a key.</param>
/// <param name="Values">Sealed by it.</param>
public sealed record SealedByKey(string Column, int Key, long Values);

/// <summary>
/// Takes a new key for what lies sealed in the database, while everybody goes on working. New values are sealed by the new key from
/// the moment it is there; old ones are sealed again some at a time. Each value tells its key, so what is left is known whenever it is
/// stopped, and a new run goes on there. A value that somebody changes meanwhile is left to them: theirs has the new key.
/// </summary>
public sealed class SealAnew
{
    public const string Name = "seal-anew";

    private const int ManyAtOnce = 500;

    // The number of the key stands after one byte of format.
    private const string KeyOf = "('x' || encode(substring(sealed from 2 for 4), 'hex'))::bit(32)::integer";

    private readonly SystemDataSource _system;
    private readonly KeyRingFile _ring;
    private readonly ISealing _sealing;
    private readonly IJobRuns _runs;
    private readonly TimeProvider _clock;

    internal SealAnew(SystemDataSource system, KeyRingFile ring, ISealing sealing, IJobRuns runs, TimeProvider clock) =>
        (_system, _ring, _sealing, _runs, _clock) = (system, ring, sealing, runs, clock);

    public int CurrentKey => _ring.Current.CurrentKey;

    public IReadOnlyList<int> Keys => [.. _ring.Current.Keys.Keys.Order()];

    /// <summary>Each night, for what was sealed by a process that had not seen the new key yet, or left when a run was stopped.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _runs.RunOnceAsync(
        Name, _clock.Today(), async token => $"{await AllAsync(progress: null, token)} values", cancellationToken);

    /// <summary>Makes a new key and takes it for whatever is sealed from now on. Answers its number.</summary>
    public int TakeNewKey() => _ring.Change(ring => ring.WithNewKey()).CurrentKey;

    /// <exception cref="KeyRingException">It is in use, or something is still sealed by it.</exception>
    public async Task ForgetKeyAsync(int key, CancellationToken cancellationToken)
    {
        var left = (await CountAsync(cancellationToken)).Where(one => one.Key == key).Sum(one => one.Values);
        if (left > 0)
        {
            throw new KeyRingException(string.Create(
                CultureInfo.InvariantCulture, $"{left} values are still sealed by key {key}. Seal them anew first: sammenhaeng keys seal."));
        }
        _ring.Change(ring => ring.Without(key));
    }

    /// <summary>How much is sealed by which key.</summary>
    public async Task<IReadOnlyList<SealedByKey>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<SealedByKey>();
        foreach (var column in SealedColumn.All)
        {
            await using var count = _system.Source.CreateCommand($"select {KeyOf} as key, count(*) from ({column.Select}) all_of_it group by 1 order by 1");
            await using var reader = await count.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                counts.Add(new SealedByKey(column.Name, reader.GetInt32(0), reader.GetInt64(1)));
            }
        }
        return counts;
    }

    /// <summary>Seals by the current key whatever was sealed by another one. Answers how many values.</summary>
    public async Task<long> AllAsync(IProgress<SealAnewProgress>? progress, CancellationToken cancellationToken)
    {
        var current = CurrentKey;
        var of = (await CountAsync(cancellationToken)).Where(one => one.Key != current).Sum(one => one.Values);
        long done = 0;
        foreach (var column in SealedColumn.All)
        {
            progress?.Report(new SealAnewProgress(column.Name, done, of));
            await using var reading = await _system.Source.OpenConnectionAsync(cancellationToken);
            await using var writing = await _system.Source.OpenConnectionAsync(cancellationToken);
            await using var select = new NpgsqlCommand($"select key, sealed from ({column.Select}) all_of_it where {KeyOf} <> $1", reading);
            select.CommandTimeout = 0;
            select.Parameters.Add(new NpgsqlParameter<int> { TypedValue = current });
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            var some = new List<(string Key, byte[] Old)>(ManyAtOnce);
            while (await reader.ReadAsync(cancellationToken))
            {
                some.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
                if (some.Count == ManyAtOnce)
                {
                    done += await SealAsync(column, some, writing, cancellationToken);
                    progress?.Report(new SealAnewProgress(column.Name, done, of));
                }
            }
            done += await SealAsync(column, some, writing, cancellationToken);
        }
        progress?.Report(new SealAnewProgress(null, done, of));
        return done;
    }

    private async Task<int> SealAsync(
        SealedColumn column, List<(string Key, byte[] Old)> some, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (some.Count == 0)
        {
            return 0;
        }
        var made = some.Select(one => Again(column, one.Key, one.Old)).ToArray();
        await using var update = new NpgsqlCommand(
            $"with n as (select * from unnest($1::text[], $2::bytea[], $3::bytea[]) as n (key, old, made)) {column.Update}", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. some.Select(one => one.Key)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. some.Select(one => one.Old)] },
                new NpgsqlParameter<byte[][]> { TypedValue = made },
            },
        };
        some.Clear();
        return await update.ExecuteNonQueryAsync(cancellationToken);
    }

    private byte[] Again(SealedColumn column, string key, byte[] old)
    {
        var place = column.PlaceOfRow(key);
        return _sealing.Seal(_sealing.Open(old, place), place);
    }
}
