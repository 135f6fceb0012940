using System.Diagnostics.Metrics;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Operations;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>How long the oldest row that is not sealed yet had waited, by the database's clock, when a sealer of this process last came.</summary>
internal static class SealLag
{
    private static double _seconds;

    static SealLag() => WorkSignal.Meter.CreateObservableGauge("sammenhaeng.access_log.seal_lag", () => Volatile.Read(ref _seconds), "s");

    public static async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand($"select coalesce({UnsealedAccesses.OldestSeconds}, 0)", connection);
        Volatile.Write(ref _seconds, (double)(await ask.ExecuteScalarAsync(cancellationToken))!);
    }
}
