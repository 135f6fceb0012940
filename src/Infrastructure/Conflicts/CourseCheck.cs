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
        var difference = new ConflictDifference(today);
        var checkedOnes = await (given.Length > DueCitizens.Few
            ? JudgeManyAsync(connection, transaction, given, judging, difference, cancellationToken)
            : JudgeFewAsync(connection, transaction, given, judging, difference, cancellationToken));
        await ConflictWriter.WriteAsync(connection, transaction, difference, ([.. checkedOnes], today, now), cancellationToken);
    }

    private static async Task<List<Guid>> JudgeManyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, Judging judging, ConflictDifference difference, CancellationToken cancellationToken)
    {
        var locked = await CitizenChecks.LockAsync(connection, transaction, citizens, cancellationToken);
        var these = CourseStream.AnyOf(locked);
        using var stream = new CourseStream(connection);
        var stored = new StoredConflicts();
        await stored.ReadAsync(stream, these, cancellationToken);
        await stream.ReadAsync(these, cancellationToken);
        Judge(locked, citizen => stream.Next(citizen, judging.Reference), stored, judging, difference);
        return locked;
    }

    private static async Task<List<Guid>> JudgeFewAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] citizens, Judging judging, ConflictDifference difference, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(NoWait);
        batch.PlanOnce();
        CitizenChecks.AddLockTo(batch, citizens);
        StoredConflicts.AddTo(batch, citizens);
        CourseReader.AddTo(batch, citizens, withTexts: false);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var courses = new CitizenCourses(await CitizenChecks.TakeLockedAsync(reader, cancellationToken));
        var stored = new StoredConflicts();
        await stored.TakeAsync(reader, cancellationToken);
        await CourseReader.TakeAsync(reader, courses, judging.Reference, cancellationToken);
        Judge(courses.Citizens, citizen => courses[citizen], stored, judging, difference);
        return courses.Citizens;
    }

    /// <summary>Every citizen on that day, against what is stored; each course is done with before the next is asked for.</summary>
    public static void Judge(
        IReadOnlyList<Guid> citizens, Func<Guid, CourseBuilder> courseOf, StoredConflicts stored, Judging judging, ConflictDifference difference)
    {
        foreach (var citizen in citizens)
        {
            var builder = courseOf(citizen);
            var findings = judging.Engine.Judge(builder.Build(judging.Day, judging.Reference), out var cutRules);
            difference.Add(citizen, builder, findings, cutRules, stored.Of(citizen));
        }
    }
}
