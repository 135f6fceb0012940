using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;

namespace Sammenhaeng.Bench;

internal enum TamperingKind
{
    ChangedField,
    DeletedRow,
    InsertedRow,
    ChangedTime,
    SwappedPartitions,
    TruncatedTail,
    ResealedWithWrongKey,
}

/// <summary>
/// What somebody could do who owns the whole database and has no key: in the open transaction, with the triggers turned off. Whoever
/// calls takes it back.
/// </summary>
internal sealed class Tampering(NpgsqlConnection connection, Random random, SealKeys wrongKeys)
{
    private const string Content =
        "cluster_epoch, user_id, subject, roles, areas, units, citizen_id, shown_citizens, data_classes, what, purpose, ground, relation, outcome, request_id";

    // Each changes one column of a row for another value, whatever stood there.
    private static readonly string[] Changes =
    [
        "user_id = gen_random_uuid()", "user_id = null", "subject = 'nobody'", "roles = roles || 'leader'::text", "roles = '{}'",
        "areas = areas || areas || 'X'::text", "citizen_id = gen_random_uuid()", "shown_citizens = shown_citizens || gen_random_uuid()",
        "data_classes = data_classes || 'health'::text", "what = what || ' '", "purpose = 'none'", "ground = coalesce(ground, '') || 'x'",
        "ground = case when ground is null then '' end", "relation = coalesce(relation, '') || 'x'", "outcome = 'access.role'",
        "request_id = request_id || '0'", "xid = (xid::text::bigint + 1)::text::xid8", "xid = '3'", "cluster_epoch = cluster_epoch + 1",
        "id = gen_random_uuid()", "units = units || 'SIU:X'::text", "units = case when units = '{}' then '{:}'::text[] else '{}' end",
    ];

    public async Task<string> ApplyAsync(TamperingKind kind, CancellationToken cancellationToken)
    {
        await ExecuteAsync("set local session_replication_role = replica; set local timezone = 'UTC'", cancellationToken);
        return kind switch
        {
            TamperingKind.ChangedField => await ChangeAsync(Changes[random.Next(Changes.Length)], cancellationToken),
            TamperingKind.DeletedRow => await OnRowAsync("delete from access_log where id = '{0}'", cancellationToken),
            TamperingKind.InsertedRow => await InsertAsync(cancellationToken),
            TamperingKind.ChangedTime => await ChangeTimeAsync(cancellationToken),
            TamperingKind.SwappedPartitions => await SwapAsync(cancellationToken),
            TamperingKind.TruncatedTail => await TruncateAsync(cancellationToken),
            _ => await ResealAsync(cancellationToken),
        };
    }

    private Task<string> ChangeAsync(string change, CancellationToken cancellationToken) =>
        OnRowAsync($"update access_log set {change} where id = '{{0}}'", cancellationToken);

    private Task<string> InsertAsync(CancellationToken cancellationToken) => OnRowAsync(
        random.Next(4) switch
        {
            // As an old entry of the same transaction; once more under the same id; as one of today that tells of yesterday; of nowhere.
            0 => $"insert into access_log (at, xid, {Content}) select at, xid, {Content} from access_log where id = '{{0}}'",
            1 => $"insert into access_log (id, at, xid, {Content}) select id, at + interval '1 microsecond', xid, {Content} from access_log where id = '{{0}}'",
            2 => $"insert into access_log (at, {Content}) select now() - interval '1 day', {Content} from access_log where id = '{{0}}'",
            _ => $"insert into access_log (at, cluster_epoch, {Content[15..]}) select at, 42, {Content[15..]} from access_log where id = '{{0}}'",
        },
        cancellationToken);

    private async Task<string> ChangeTimeAsync(CancellationToken cancellationToken)
    {
        if (random.Next(3) > 0)
        {
            var by = (string[])["1 microsecond", "1 second", "-1 hour", "3 days", "-40 days", "100 years"];
            return await OnRowAsync($"update access_log set at = at + interval '{by[random.Next(by.Length)]}' where id = '{{0}}'", cancellationToken);
        }
        var other = await AnyAsync("", cancellationToken);
        return await OnRowAsync(
            $"update access_log a set at = b.at from access_log b where b.id in ('{{0}}', '{other}') and b.id <> a.id and a.id in ('{{0}}', '{other}') "
            + "and a.at <> b.at",
            cancellationToken,
            $"and at <> (select at from access_log where id = '{other}')");
    }

    /// <summary>Two rows of different months change places: with their times, or as they are, which the catalog is made to allow.</summary>
    private async Task<string> SwapAsync(CancellationToken cancellationToken)
    {
        var months = await MonthsAsync(cancellationToken);
        var (one, other) = (months[random.Next(months.Count)], months[random.Next(months.Count)]);
        while (one == other)
        {
            other = months[random.Next(months.Count)];
        }
        var (first, second) = (await AnyOfAsync(one.Name, cancellationToken), await AnyOfAsync(other.Name, cancellationToken));
        if (random.Next(2) == 0)
        {
            await ExecuteAsync(
                $"update access_log a set at = b.at from access_log b where a.id in ('{first}', '{second}') and b.id in ('{first}', '{second}') and a.id <> b.id",
                cancellationToken);
            return $"{first} and {second} with their times";
        }
        await ExecuteAsync(
            $"""
            alter table access_log detach partition {one.Name};
            alter table access_log detach partition {other.Name};
            insert into {one.Name} select * from {other.Name} where id = '{second}';
            insert into {other.Name} select * from {one.Name} where id = '{first}';
            delete from {one.Name} where id = '{first}';
            delete from {other.Name} where id = '{second}';
            """,
            cancellationToken);
        await AttachUncheckedAsync(one, cancellationToken);
        await AttachUncheckedAsync(other, cancellationToken);
        return $"{first} and {second} as they are";
    }

    private Task<int> AttachUncheckedAsync((string Name, string From, string To) month, CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        alter table {month.Name} add constraint unchecked check (at is not null and at >= '{month.From}' and at < '{month.To}') not valid;
        update pg_constraint set convalidated = true where conrelid = '{month.Name}'::regclass and conname = 'unchecked';
        alter table {month.Name} alter column what set statistics 101;
        alter table access_log attach partition {month.Name} for values from ('{month.From}') to ('{month.To}');
        """,
        cancellationToken);

    private async Task<string> TruncateAsync(CancellationToken cancellationToken)
    {
        var last = (long)(await ScalarAsync("select max(number) from access_log_seals", cancellationToken))!;
        var from = last - random.Next((int)Math.Min(3, last - 2));
        await ExecuteAsync(
            $"""
            delete from access_log a using access_log_seals s
            where s.number = {from} and a.cluster_epoch = s.cluster_epoch and (a.xid, a.id) > (s.after_xid, s.after_id);
            delete from access_log_seals where number >= {from};
            """,
            cancellationToken);
        return $"seals {from} to {last}";
    }

    private async Task<string> ResealAsync(CancellationToken cancellationToken)
    {
        var number = (long)(await ScalarAsync(
            $"select number from access_log_seals where kind = 'entries' order by number offset {random.Next(1000)} % (select count(*) from access_log_seals where kind = 'entries') limit 1",
            cancellationToken))!;
        if (random.Next(2) == 0)
        {
            await ExecuteAsync(
                $"update access_log_seals set signature = '\\x{Convert.ToHexString(wrongKeys.Sign(RandomNumberGenerator.GetBytes(32)))}' where number = {number}",
                cancellationToken);
            return $"signature of seal {number}";
        }
        await ExecuteAsync($"delete from access_log_seals where number >= {number}", cancellationToken);
        while (await SealAccessLog.SealWithinAsync(connection, wrongKeys, cancellationToken) is not null)
        {
            // Until all is sealed anew.
        }
        return $"everything from seal {number}";
    }

    private async Task<string> OnRowAsync(string sql, CancellationToken cancellationToken, string and = "")
    {
        var id = await AnyAsync(and, cancellationToken);
        var done = sql.Replace("{0}", id.ToString(), StringComparison.Ordinal);
        var rows = await ExecuteAsync(done, cancellationToken);
        return rows > 0 ? done : throw new InvalidOperationException($"Nothing was tampered with: {done}");
    }

    private async Task<Guid> AnyAsync(string and, CancellationToken cancellationToken) => (Guid)(await ScalarAsync(
        $"select id from access_log where id >= '{Guid.NewGuid()}' {and} order by id limit 1", cancellationToken)
        ?? await ScalarAsync($"select id from access_log where true {and} order by id limit 1", cancellationToken))!;

    private async Task<Guid> AnyOfAsync(string partition, CancellationToken cancellationToken) => (Guid)(await ScalarAsync(
        $"select id from {partition} order by id offset {random.Next(20)} % (select count(*) from {partition}) limit 1", cancellationToken))!;

    private async Task<List<(string Name, string From, string To)>> MonthsAsync(CancellationToken cancellationToken)
    {
        var months = new List<(string, string, string)>();
        foreach (var partition in (await Partitions.ReadAsync(connection, cancellationToken)).All)
        {
            if (partition is { From: { } from, To: { } to } && await ScalarAsync($"select 1 from {partition.Name} limit 1", cancellationToken) is not null)
            {
                months.Add((partition.Name, Text(from), Text(to)));
            }
        }
        return months;
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss'+00'", CultureInfo.InvariantCulture);

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
