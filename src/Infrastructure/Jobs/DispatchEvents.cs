using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>
/// Hands waiting events to their listeners. Any number of these may run at once, in any number of processes: the row is locked by one,
/// the events of one citizen go one after the other, and a mark beside each effect keeps it from happening twice.
/// </summary>
public sealed class DispatchEvents(
    SystemDataSource system, IServiceScopeFactory scopes, EventListeners listeners, ILogger<DispatchEvents> log)
{
    private const int BatchSize = 32;
    private const int UnheardAtOnce = 10_000;
    private const int TriesBeforeParking = 10;

    // The lock leaves room for the foreign key check of handled_events, which another connection makes meanwhile.
    private const string Take =
        """
        select e.id, e.name, e.payload::text, e.tries
        from domain_events e
        where e.dispatched_at is null and e.parked_at is null and e.name <> all($2)
          and (e.next_try_at is null or e.next_try_at <= now())
          and (e.citizen_id is null or not exists (
              select from domain_events earlier
              where earlier.citizen_id = e.citizen_id and earlier.sequence < e.sequence and earlier.name <> all($2)
                and earlier.dispatched_at is null and earlier.parked_at is null))
        order by e.sequence
        limit $1
        for no key update of e skip locked
        """;

    // What an import writes by the ten thousand, nobody listening, is history in one go.
    private const string Unheard =
        """
        update domain_events set dispatched_at = clock_timestamp()
        where id in (
            select id from domain_events
            where dispatched_at is null and parked_at is null and name = any($1)
            limit $2 for no key update skip locked)
        """;

    private readonly string[] _unheard =
        [.. DomainEventNames.Types.Where(type => listeners.Of(type.Value).Count == 0).Select(type => type.Key)];

    private sealed record Waiting(Guid Id, string Name, string Payload, int Tries);

    /// <summary>Until nothing waits that is due. Answers how many were tried.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        while (await PassOverUnheardAsync(cancellationToken) == UnheardAtOnce)
        {
            // There may be more.
        }
        var tried = 0;
        for (int passed; (passed = await PassAsync(cancellationToken)) > 0;)
        {
            tried += passed;
        }
        return tried;
    }

    private async Task<int> PassAsync(CancellationToken cancellationToken)
    {
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var waiting = await TakeAsync(connection, transaction, cancellationToken);
        if (waiting.Count == 0)
        {
            return 0;
        }

        using var signal = WorkSignal.Begin("dispatch");
        await using var marks = new NpgsqlBatch(connection, transaction);
        var failed = 0;
        foreach (var one in waiting)
        {
            var problem = await HandOverAsync(one, cancellationToken);
            failed += problem is null ? 0 : 1;
            Mark(marks, one, problem);
        }
        await marks.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        signal.Count(waiting.Count - failed, "handedOver");
        signal.Count(failed, "failed");
        signal.Done();
        return waiting.Count;
    }

    private async Task<int> PassOverUnheardAsync(CancellationToken cancellationToken)
    {
        await using var pass = system.Source.CreateBatch();
        pass.Add(Unheard, _unheard, UnheardAtOnce);
        return await pass.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<List<Waiting>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlBatch(connection, transaction);
        take.Add(Take, BatchSize, _unheard);
        await using var reader = await take.ExecuteReaderAsync(cancellationToken);
        var waiting = new List<Waiting>();
        while (await reader.ReadAsync(cancellationToken))
        {
            waiting.Add(new Waiting(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
        }
        return waiting;
    }

    /// <summary>Null when every listener has dealt with it, else what went wrong.</summary>
    private async Task<string?> HandOverAsync(Waiting waiting, CancellationToken cancellationToken)
    {
        string? problem = null;
        IDomainEvent happened;
        try
        {
            happened = DomainEventNames.Read(waiting.Name, waiting.Payload);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Text.Json.JsonException)
        {
            log.LogError("Event {EventId} is called {Event}, which cannot be read", waiting.Id, waiting.Name);
            return failure.GetType().Name;
        }

        foreach (var listener in listeners.Of(happened.GetType()))
        {
            try
            {
                await CallAsync(listener, waiting.Id, happened, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"{listener.Name}: {DatabaseErrors.NameOf(failure)}";
                log.LogWarning("Event {EventId} ({Event}), try {Try}: {Problem}", waiting.Id, waiting.Name, waiting.Tries + 1, problem);
            }
        }
        return problem;
    }

    private async Task CallAsync(EventListener listener, Guid eventId, IDomainEvent happened, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentCaller>().Is(Caller.System($"event:{eventId}"));
        var db = services.GetRequiredService<SammenhaengDb>();
        await services.GetRequiredService<ITransactions>().RunAsync(
            async token =>
            {
                await using var mark = db.Batch();
                mark.Add("insert into handled_events (event_id, handler) values ($1, $2) on conflict do nothing", eventId, listener.Name);
                if (await mark.ExecuteNonQueryAsync(token) == 1)
                {
                    await listener.CallAsync(services, happened, token);
                }
            },
            TransactionKind.Write,
            cancellationToken);
    }

    private static void Mark(NpgsqlBatch marks, Waiting waiting, string? problem)
    {
        if (problem is null)
        {
            marks.Add("update domain_events set dispatched_at = clock_timestamp(), last_error = null where id = $1", waiting.Id);
            return;
        }
        marks.Add(
            """
            update domain_events set tries = $2, last_error = $3, next_try_at = clock_timestamp() + $4,
                   parked_at = case when $2 >= $5 then clock_timestamp() end
            where id = $1
            """,
            waiting.Id,
            waiting.Tries + 1,
            problem,
            Backoff.After(waiting.Tries + 1),
            TriesBeforeParking);
    }
}

internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>One second after the first try, then twice as long each time.</summary>
    public static TimeSpan After(int tries)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(tries, 20) - 1));
        return pause < Longest ? pause : Longest;
    }
}
