using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.LogControl;

/// <summary>One draw that was drawn again by its seed.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Day">The day that was looked through.</param>
/// <param name="Drawn">How many had been drawn.</param>
/// <param name="Missing">Entries of the log that the seed draws and that had not been drawn.</param>
/// <param name="Foreign">Entries that had been drawn and that the seed does not draw.</param>
public sealed record DrawnAgain(string Area, DateOnly Day, int Drawn, IReadOnlyList<Guid> Missing, IReadOnlyList<Guid> Foreign)
{
    public bool Holds => Missing.Count == 0 && Foreign.Count == 0;
}

/// <summary>
/// Draws every night again, by the seeds that were published after it, from the visits that could be drawn then: as far back as those are
/// kept.
/// </summary>
public sealed class DrawAgain(SystemDataSource system, TimeProvider clock)
{
    public async Task<IReadOnlyList<DrawnAgain>> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        var draws = await DrawsAsync(connection, clock.Today().AddDays(SampleSize.Days - DrawLogSample.KeepDays), cancellationToken);
        var again = new List<DrawnAgain>();
        foreach (var night in draws.GroupBy(draw => draw.Day))
        {
            var pot = (await DrawnVisits.PotAsync(connection, night.Key, cancellationToken)).ToLookup(candidate => candidate.Area);
            again.AddRange(night.Select(draw => Compare(draw, [.. pot[draw.Area]])));
        }
        return again;
    }

    private static DrawnAgain Compare(Kept draw, IReadOnlyList<Candidate> pot)
    {
        var byTheSeed = AreaDraw.Of(draw.Seed, draw.Day, pot).Drawn.Select(candidate => candidate.Visit.Id).ToHashSet();
        return new DrawnAgain(draw.Area, draw.Day, draw.Drawn.Length, [.. byTheSeed.Except(draw.Drawn)], [.. draw.Drawn.Except(byTheSeed)]);
    }

    private sealed record Kept(string Area, DateOnly Day, byte[] Seed, Guid[] Drawn);

    private static async Task<List<Kept>> DrawsAsync(NpgsqlConnection connection, DateOnly first, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlBatch(connection);
        ask.Add(
            """
            select d.area, d.day, d.seed, array(select s.access_id from sampled_visits s where s.area = d.area and s.drawn_on = d.day)
            from log_draws d where d.day >= $1 order by d.day, d.area
            """,
            first);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var draws = new List<Kept>();
        while (await reader.ReadAsync(cancellationToken))
        {
            draws.Add(new Kept(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<Guid[]>(3)));
        }
        return draws;
    }
}
