using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Tests.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Persistence;

/// <summary>Requests use one another's database contexts; nothing of one may be seen in the next.</summary>
public sealed class ReusedContextTests : Database
{
    private readonly CountWakes _workers = new();

    protected override void Add(IServiceCollection services) => services.AddSingleton<IWakeWorkers>(_workers);

    [Fact]
    public async Task A_change_that_failed_in_one_request_wakes_nobody_in_the_next_and_is_not_in_its_context()
    {
        var token = TestContext.Current.CancellationToken;
        SammenhaengDb first;
        await using (var failing = Services.CreateAsyncScope())
        {
            first = failing.ServiceProvider.GetRequiredService<SammenhaengDb>();
            first.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            first.CoordinatorAssignments.Add(CitizenId.New().Deputy());
            await Assert.ThrowsAnyAsync<Exception>(() => first.SaveChangesAsync(token));
        }
        await using var next = Services.CreateAsyncScope();
        var second = next.ServiceProvider.GetRequiredService<SammenhaengDb>();
        Assert.Same(first, second);
        Assert.Empty(second.ChangeTracker.Entries());
        Assert.Equal(QueryTrackingBehavior.NoTracking, second.ChangeTracker.QueryTrackingBehavior);
        await using (var transaction = await second.Database.BeginTransactionAsync(token))
        {
            await transaction.CommitAsync(token);
        }
        Assert.Equal(0, _workers.Times);

        var citizen = await this.ACitizenAsync();
        var before = _workers.Times;
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(citizen.Deputy());
            await db.SaveChangesAsync();
        });
        Assert.Equal(before + 1, _workers.Times);
    }

    private sealed class CountWakes : IWakeWorkers
    {
        public int Times { get; private set; }

        public void Wake() => Times++;
    }
}
