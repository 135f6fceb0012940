using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Infrastructure.Persistence.Events;

/// <summary>Writes what the aggregates raised, and marks the citizens due for re-check, in the transaction of the change.</summary>
internal sealed class RecordEvents(TimeProvider clock, EventListeners listeners) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (SammenhaengDb)eventData.Context!;
        var happened = db.ChangeTracker.Entries<AggregateRoot>().SelectMany(entry => entry.Entity.TakeEvents()).ToList();
        if (happened.Count == 0)
        {
            return result;
        }

        db.HasNews = true;
        db.DomainEvents.AddRange(happened.Select(Row));
        var due = happened.OfType<IChangesCourse>().Select(one => one.CitizenId.Value).Distinct().ToArray();
        if (due.Length > 0)
        {
            await DueCitizens.MarkAsync(db, due, cancellationToken);
        }
        return result;
    }

    private DomainEventRow Row(IDomainEvent happened) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = happened.GetType().Name,
        Payload = DomainEventNames.Write(happened),
        CitizenId = (happened as ICitizenEvent)?.CitizenId,
        HappenedAt = clock.GetUtcNow(),
        // Nobody listens: it is history at once.
        DispatchedAt = listeners.Of(happened.GetType()).Count == 0 ? TimeProvider.System.GetUtcNow() : null,
    };
}

/// <summary>Wakes the workers of this process once the events are committed; before that there is nothing for them to find.</summary>
internal sealed class WakeAfterCommit(IWakeWorkers workers) : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(
        System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is SammenhaengDb { HasNews: true } db)
        {
            db.HasNews = false;
            workers.Wake();
        }
        return Task.CompletedTask;
    }
}
