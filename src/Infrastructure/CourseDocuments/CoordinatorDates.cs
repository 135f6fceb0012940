using Npgsql;
using Sammenhaeng.Application.Coordination;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

internal sealed class CoordinatorDates(NpgsqlDataSource source, TimeProvider clock) : ICoordinatorDates
{
    public async Task SettleAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await CoordinatorClaims.SettlePassedAsync(connection, today, clock.GetUtcNow(), cancellationToken);
    }
}
