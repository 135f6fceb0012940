using System.Text.Json;
using Npgsql;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.CourseDocuments;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Keys;

/// <param name="Layers">Keys that marks are made with beyond the first.</param>
/// <param name="Marks">Different marks that were made anew.</param>
public sealed record TurnedMarks(int Layers, int Marks);

/// <summary>
/// Makes every mark of a CPR number with one key more, for when somebody may have seen the keys that they are made with: with those and a
/// copy of the database all numbers could be tried. All marks are turned in one transaction, so people are found, and kept apart, by them
/// at every moment; whoever needs one meanwhile waits. Stopped or killed it has done nothing, and is done again.
/// </summary>
public sealed class TurnMarks
{
    private const int Attempts = 5;

    /// <summary>Every column of marks: a test finds a column of bytes that is neither here nor known to be something else.</summary>
    internal static readonly IReadOnlyList<string> Tables =
        ["citizens", "network_members", "close_relations", "private_persons", "confirmed_relatives", "well_known_people"];

    private readonly SystemDataSource _system;
    private readonly KeyRingFile _ring;
    private readonly ISealing _sealing;

    internal TurnMarks(SystemDataSource system, KeyRingFile ring, ISealing sealing) => (_system, _ring, _sealing) = (system, ring, sealing);

    public async Task<TurnedMarks> RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(cancellationToken);
            }
            catch (Exception failure) when (attempt < Attempts && DatabaseErrors.IsPassing(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken);
            }
        }
    }

    private async Task<TurnedMarks> TryAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _system.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Waits for whoever has made a mark; whoever makes one from here on waits for us.
        await RunAsync(connection, "lock table cpr_marks in access exclusive mode", cancellationToken);
        await RunAsync(connection, $"lock table {string.Join(", ", Tables)} in exclusive mode", cancellationToken);
        var layers = await MarkLayers.ReadAsync(connection, cancellationToken);
        // The key is in the ring before anything is made with it, and stays there for the next attempt.
        var keys = _ring.Current.MarkKeys ?? [];
        var key = keys.Count > layers ? keys[layers] : _ring.Change(ring => ring.WithNewMarkKey()).MarkKeys![layers];

        var marks = await MarksAsync(connection, cancellationToken);
        await RunAsync(connection, "create temp table turned_marks (old bytea primary key, made bytea not null) on commit drop", cancellationToken);
        await using (var fill = await connection.BeginBinaryImportAsync("copy turned_marks (old, made) from stdin (format binary)", cancellationToken))
        {
            foreach (var mark in marks)
            {
                await fill.StartRowAsync(cancellationToken);
                await fill.WriteAsync(mark, cancellationToken);
                await fill.WriteAsync(CprProtection.Upon(key, mark), cancellationToken);
            }
            await fill.CompleteAsync(cancellationToken);
        }
        await SealNetworkAsync(connection, key, cancellationToken);
        foreach (var table in Tables)
        {
            await RunAsync(connection, $"update {table} t set cpr_index = m.made from turned_marks m where t.cpr_index = m.old", cancellationToken);
        }
        await RunAsync(connection, "update cpr_marks set layers = layers + 1", cancellationToken);
        // From here on nobody could tell whether it was done.
        await transaction.CommitAsync(CancellationToken.None);
        return new TurnedMarks(layers + 1, marks.Count);
    }

    private static async Task<List<byte[]>> MarksAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var marks = new List<byte[]>();
        var sql = string.Join(" union ", Tables.Select(table => $"select cpr_index from {table} where cpr_index is not null"));
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            marks.Add(reader.GetFieldValue<byte[]>(0));
        }
        return marks;
    }

    /// <summary>A number of the network is bound to the mark of its citizen.</summary>
    private async Task SealNetworkAsync(NpgsqlConnection connection, byte[] key, CancellationToken cancellationToken)
    {
        var column = SealedColumn.All.Single(one => one.Table == "network_members");
        var (keys, old, made) = (new List<string>(), new List<byte[]>(), new List<byte[]>());
        await using (var select = new NpgsqlCommand(column.Select, connection) { CommandTimeout = 0 })
        {
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = JsonSerializer.Deserialize<string[]>(reader.GetString(0))!;
                var (source, id, citizen) = (row[1], row[2], Convert.FromHexString(row[3]));
                keys.Add(reader.GetString(0));
                old.Add(reader.GetFieldValue<byte[]>(1));
                made.Add(_sealing.Seal(_sealing.Open(old[^1], column.PlaceOf(row)), NetworkCprs.PlaceOf(CprProtection.Upon(key, citizen), source, id)));
            }
        }
        await using var update = new NpgsqlCommand(
            $"with n as (select * from unnest($1::text[], $2::bytea[], $3::bytea[]) as n (key, old, made)) {column.Update}", connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. keys] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. old] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. made] },
            },
        };
        await update.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
