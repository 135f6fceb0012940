using Npgsql;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>By what courses are judged on a day.</summary>
internal sealed record Judging(DateOnly Day, ReferenceSnapshot Reference, ConflictEngine Engine)
{
    public static Judging On(ReferenceData data, DateOnly day) => new(day, data.On(day), data.EngineOn(day));
}

/// <summary>
/// Judges citizens whose courses have changed, in one transaction: lock, read, judge, write the difference. Many are read as a sweep
/// reads them; few in one round trip. Nobody waits for the disk: whoever is checked stays due until that is settled afterwards, and a
/// crash that takes the check takes what was written after it too, so it is done again.
/// </summary>
internal sealed class CourseCheck(SystemDataSource system, IReferenceData reference, TimeProvider clock) : ICourseCheck
{
    private const string NoWait = "set local synchronous_commit = off";

    public async Task CheckAsync(IReadOnlyList<CitizenId> citizens, CancellationToken cancellationToken)
    {
        if (citizens.Count == 0)
        {
            return;
        }
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CheckAsync(connection, transaction, citizens, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CheckAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<CitizenId> citizens, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = LocalTime.DateOf(now);
        var judging = Judging.On(await reference.CurrentAsync(cancellationToken), today);

        Guid[] given = [.. citizens.Select(citizen => citizen.Value)];
        var chunk = new CourseChunk();
        var stored = new StoredConflicts();
        await (given.Length > DueCitizens.Few
            ? ReadManyAsync(connection, transaction, given, (chunk, stored), judging.Reference, cancellationToken)
            : ReadFewAsync(connection, transaction, given, (chunk, stored), judging.Reference, cancellationToken));

        var difference = new ConflictDifference(today);
        Judge(chunk, stored, judging, difference);
        await ConflictWriter.WriteAsync(connection, transaction, difference, ([.. chunk.Citizens], today, now), cancellationToken);
    }

    private static async Task ReadManyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, (CourseChunk Chunk, StoredConflicts Stored) to,
        ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        var locked = await CitizenChecks.LockAsync(connection, transaction, citizens, cancellationToken);
        to.Chunk.Restart([.. locked]);
        var these = CourseStream.AnyOf(locked);
        using var stream = new CourseStream(connection);
        await to.Stored.ReadAsync(stream, to.Chunk, these, cancellationToken);
        await stream.ReadAsync(to.Chunk, these, reference, cancellationToken);
    }

    private static async Task ReadFewAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, (CourseChunk Chunk, StoredConflicts Stored) to,
        ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(NoWait);
        batch.PlanOnce();
        CitizenChecks.AddLockTo(batch, citizens);
        StoredConflicts.AddTo(batch, citizens);
        CourseReader.AddTo(batch, citizens, withTexts: false);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        to.Chunk.Restart([.. await CitizenChecks.TakeLockedAsync(reader, cancellationToken)]);
        await to.Stored.TakeAsync(reader, cancellationToken);
        await CourseReader.TakeAsync(reader, to.Chunk, reference, cancellationToken);
    }

    /// <summary>Every citizen of the chunk on that day, against what is stored.</summary>
    public static void Judge(CourseChunk chunk, StoredConflicts stored, Judging judging, ConflictDifference difference)
    {
        for (var place = 0; place < chunk.Citizens.Count; place++)
        {
            var builder = chunk[place];
            var course = builder.Build(judging.Day, judging.Reference);
            var findings = judging.Engine.Judge(course, out var cutRules);
            difference.Add(chunk.Citizens[place], builder, findings, cutRules, stored.Of(chunk.Citizens[place]));
        }
    }
}
