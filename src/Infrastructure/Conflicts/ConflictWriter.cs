using Npgsql;
using NpgsqlTypes;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>How many conflicts a write opened (reopened among them), changed and closed.</summary>
internal readonly record struct ConflictCounts(int Opened, int Changed, int Closed)
{
    public static ConflictCounts operator +(ConflictCounts a, ConflictCounts b) =>
        new(a.Opened + b.Opened, a.Changed + b.Changed, a.Closed + b.Closed);
}

/// <summary>
/// Writes a difference and that it was judged in one round trip, whatever its size. A row that somebody has changed since it was read (its
/// revision) is left alone and its citizen made due again; a conflict that somebody else has stored first is left to them.
/// </summary>
internal static class ConflictWriter
{
    private const string Insert = """
        with given as (
            select * from unnest(@id, @citizen, @rule, @subject_key, @fingerprint, @subjects, @areas, @severity, @evidence, @hash, @owner_source, @owner_id)
                as g (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, severity, evidence, hash, owner_source, owner_id)
        ), opened as (
            insert into conflicts (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, state, is_found, severity, evidence, evidence_hash,
                item_owner_source, item_owner_id, first_seen_at, revision)
            select id, citizen_id, rule, subject_key, fingerprint, subjects::jsonb, string_to_array(areas, ','), 'open', true, severity, evidence, hash,
                owner_source, owner_id, @now, 1
            from given
            on conflict (citizen_id, rule, md5(subject_key)) do nothing
            returning id, severity, evidence
        )
        insert into conflict_history (id, conflict_id, change, at, severity, evidence)
        select gen_random_uuid(), id, 'opened', @now, severity, evidence from opened
        """;

    private const string Update = """
        with given as (
            select * from unnest(@id, @revision, @change, @severity, @evidence, @hash) as g (id, revision, change, severity, evidence, hash)
        ), changed as (
            update conflicts c set
                state = case g.change when 'autoClosed' then 'autoClosed' when 'reopened' then 'open' else c.state end,
                is_found = g.change not in ('autoClosed', 'wentAway'),
                last_seen_at = case when g.change in ('autoClosed', 'wentAway') then @now end,
                severity = coalesce(g.severity, c.severity),
                evidence = coalesce(g.evidence, c.evidence),
                evidence_hash = coalesce(g.hash, c.evidence_hash),
                due_on = case when g.change = 'reopened' then null else c.due_on end,
                shows_by = case when g.change = 'reopened' then null else c.shows_by end,
                accepted_until = case when g.change in ('reopened', 'autoClosed') then null else c.accepted_until end,
                settled_severity = case when g.change in ('reopened', 'autoClosed') then null else c.settled_severity end,
                settled_evidence = case when g.change in ('reopened', 'autoClosed') then null else c.settled_evidence end,
                revision = c.revision + 1
            from given g
            where c.id = g.id and c.revision = g.revision
            returning c.id, g.change, c.severity, c.evidence
        ), written as (
            insert into conflict_history (id, conflict_id, change, at, severity, evidence)
            select gen_random_uuid(), id, change, @now, severity, evidence from changed
        )
        select id from changed
        """;

    /// <param name="connection">Where the citizens are locked.</param>
    /// <param name="transaction">The one that holds the lock.</param>
    /// <param name="difference">What is to be written, of these citizens.</param>
    /// <param name="check">Who was judged, as of which day, and when.</param>
    /// <param name="cancellationToken">Stops it; then nothing is written.</param>
    public static async Task<ConflictCounts> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ConflictDifference difference,
        (Guid[] Citizens, DateOnly AsOf, DateTimeOffset At) check, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        var insert = difference.New.Count == 0 ? null : InsertOf(difference.New, check.At);
        var update = difference.Changed.Count == 0 ? null : UpdateOf(difference.Changed, check.At);
        foreach (var command in new[] { insert, update }.OfType<NpgsqlBatchCommand>())
        {
            batch.BatchCommands.Add(command);
        }
        CitizenChecks.AddWriteTo(batch, check.Citizens, check.At, check.AsOf);
        var written = new HashSet<Guid>();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                written.Add(reader.GetGuid(0));
            }
        }
        if (written.Count < difference.Changed.Count)
        {
            var overtaken = difference.Changed.Where(x => !written.Contains(x.Stored.Id)).Select(x => x.Stored.CitizenId).Distinct();
            await CitizenChecks.MakeDueAsync(connection, transaction, [.. overtaken], cancellationToken);
        }
        return CountsOf(difference.Changed, written) + new ConflictCounts((int)(insert?.RecordsAffected ?? 0), 0, 0);
    }

    private static NpgsqlBatchCommand InsertOf(List<NewConflict> conflicts, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(Insert);
        Array(command, "id", conflicts.Select(_ => Guid.CreateVersion7()), NpgsqlDbType.Uuid);
        Array(command, "citizen", conflicts.Select(x => x.CitizenId), NpgsqlDbType.Uuid);
        Array(command, "rule", conflicts.Select(x => x.Finding.Rule), NpgsqlDbType.Text);
        Array(command, "subject_key", conflicts.Select(x => x.Finding.SubjectKey), NpgsqlDbType.Text);
        Array(command, "fingerprint", conflicts.Select(x => x.Finding.Fingerprint), NpgsqlDbType.Text);
        Array(command, "subjects", conflicts.Select(x => x.Subjects), NpgsqlDbType.Text);
        Array(command, "areas", conflicts.Select(x => string.Join(',', x.Areas)), NpgsqlDbType.Text);
        Array(command, "severity", conflicts.Select(x => (short)x.Finding.Severity), NpgsqlDbType.Smallint);
        Array(command, "evidence", conflicts.Select(x => x.Finding.Evidence.Json), NpgsqlDbType.Text);
        Array(command, "hash", conflicts.Select(x => x.Finding.Evidence.Hash), NpgsqlDbType.Bigint);
        Array(command, "owner_source", conflicts.Select(x => x.ItemOwner?.Source), NpgsqlDbType.Text);
        Array(command, "owner_id", conflicts.Select(x => x.ItemOwner?.Id), NpgsqlDbType.Text);
        command.Parameters.AddWithValue("now", now);
        return command;
    }

    private static NpgsqlBatchCommand UpdateOf(List<ChangedConflict> conflicts, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(Update);
        Array(command, "id", conflicts.Select(x => x.Stored.Id), NpgsqlDbType.Uuid);
        Array(command, "revision", conflicts.Select(x => x.Stored.Revision), NpgsqlDbType.Bigint);
        Array(command, "change", conflicts.Select(x => Word<ConflictChange>.Of(x.Change)), NpgsqlDbType.Text);
        Array(command, "severity", conflicts.Select(x => (short?)x.Finding?.Severity), NpgsqlDbType.Smallint);
        Array(command, "evidence", conflicts.Select(x => x.Finding?.Evidence.Json), NpgsqlDbType.Text);
        Array(command, "hash", conflicts.Select(x => x.Finding?.Evidence.Hash), NpgsqlDbType.Bigint);
        command.Parameters.AddWithValue("now", now);
        return command;
    }

    private static ConflictCounts CountsOf(List<ChangedConflict> conflicts, HashSet<Guid> written) => new(
        conflicts.Count(x => x.Change == ConflictChange.Reopened && written.Contains(x.Stored.Id)),
        conflicts.Count(x => x.Change is ConflictChange.SeverityChanged or ConflictChange.EvidenceChanged && written.Contains(x.Stored.Id)),
        conflicts.Count(x => x.Change is ConflictChange.AutoClosed or ConflictChange.WentAway && written.Contains(x.Stored.Id)));

    private static void Array<T>(NpgsqlBatchCommand command, string name, IEnumerable<T> values, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | type) { TypedValue = [.. values] });
}
