using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.LogControl;

/// <summary>
/// Looks through the log of yesterday, and of days before it that no night has looked through: finds what a person must look at, and draws
/// a sample for each area. One day is one transaction, and no day is drawn twice.
/// </summary>
public sealed class DrawLogSample(SystemDataSource system, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "draw-log-sample";

    /// <summary>Days that what was looked at is remembered beside the log: what is usual, and the time in which a case has been handed over.</summary>
    internal const int KeepDays = 60;

    public Task RunAsync(CancellationToken cancellationToken) =>
        runs.RunOnceAsync(Name, clock.Today(), async stopping => $"{await DrawAsync(stopping)} visits drawn", cancellationToken);

    /// <summary>Answers how many were drawn.</summary>
    internal async Task<int> DrawAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today();
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        var drawn = 0;
        for (var day = await FirstDayAsync(connection, today, cancellationToken); day < today; day = day.AddDays(1))
        {
            drawn += await DrawAsync(connection, day, today, cancellationToken);
        }
        return drawn;
    }

    private static async Task<DateOnly> FirstDayAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection);
        ask.Add("delete from log_visits where day < $1", today.AddDays(-KeepDays));
        ask.Add("select greatest(max(day) + 1, $1) from log_draws", today.AddDays(-SampleSize.Days));
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<DateOnly>(0);
    }

    private async Task<int> DrawAsync(NpgsqlConnection connection, DateOnly day, DateOnly today, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var read = await ControlDayReader.ReadAsync(connection, day, cancellationToken);
        var visits = Visit.Of(read.Day, LogAlerts.In(read.Day));
        await DrawnVisits.AddAsync(connection, day, visits, read, cancellationToken);
        var pot = await DrawnVisits.PotAsync(connection, day, cancellationToken);
        var drawn = 0;
        foreach (var area in pot.GroupBy(visit => visit.Area))
        {
            var draw = AreaDraw.Of(SampleDraw.NewSeed(), day, [.. area]);
            await DrawnVisits.AddAsync(connection, area.Key, day, clock.GetUtcNow(), draw, cancellationToken);
            await DrawnVisits.AddAsync(connection, [.. draw.Drawn.Select(visit => SampledVisit.Draw(visit.Visit, visit.LookedAt, area.Key, day, today))], cancellationToken);
            drawn += draw.Drawn.Count;
        }
        await transaction.CommitAsync(cancellationToken);
        return drawn;
    }
}

/// <summary>A visit that can be drawn.</summary>
internal sealed record Candidate(Visit Visit, string Area, DateOnly Day, DateTimeOffset LookedAt);

/// <summary>What one night draws for one area.</summary>
internal sealed record AreaDraw(byte[] Seed, IReadOnlyDictionary<SampleGround, int> Candidates, IReadOnlyList<Candidate> Drawn)
{
    public static AreaDraw Of(byte[] seed, DateOnly day, IReadOnlyList<Candidate> pot)
    {
        var drawn = new List<Candidate>();
        foreach (var part in pot.GroupBy(candidate => candidate.Visit.Ground))
        {
            var byId = part.ToDictionary(candidate => candidate.Visit.Id);
            var count = SampleSize.Of(part.Key, part.Count(candidate => candidate.Day == day), byId.Count);
            drawn.AddRange(SampleDraw.Draw(seed, byId.Keys, count).Select(id => byId[id]));
        }
        return new AreaDraw(seed, Enum.GetValues<SampleGround>().ToDictionary(ground => ground, ground => pot.Count(candidate => candidate.Visit.Ground == ground)), drawn);
    }

    public int DrawnOf(SampleGround ground) => Drawn.Count(candidate => candidate.Visit.Ground == ground);
}
