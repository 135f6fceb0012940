using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

internal sealed class CoordinatorDates(SystemDataSource system, TimeProvider clock) : ICoordinatorDates
{
    public async Task SettleAsync(DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        await CoordinatorClaims.SettlePassedAsync(connection, today, clock.GetUtcNow(), cancellationToken);
    }
}
