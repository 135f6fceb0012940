using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>
/// Judges the citizens whose course has changed: those whom somebody changed on their own first, and what a big import has left in
/// large chunks when nobody else waits. A claim is a date on the row, not a lock: whoever changes a citizen
/// meanwhile only moves the token on, and the citizen stays due. A worker that dies leaves its claims to run out.
/// </summary>
public sealed class RecheckDueCitizens(SystemDataSource system, IServiceScopeFactory scopes, ILogger<RecheckDueCitizens> log)
{
    /// <summary>A change made while these are judged waits for no more than these.</summary>
    private const int ManyAtOnce = 1024;
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(60);

    private const string Take =
        """
        update due_citizens d set claimed_until = now() + $2
        from (select citizen_id from due_citizens
              where in_bulk = $3 and (claimed_until is null or claimed_until < now())
              order by due_since limit $1 for update skip locked) one
        where d.citizen_id = one.citizen_id
        returning d.citizen_id, d.token, d.tries
        """;

    // A row that somebody is changing just now is left alone: its token moves on, and the change lifts the claim. Another worker that
    // looks for rows to claim holds one for a moment, too, and leaves it as it is; those that stand as they were are told, to be tried again.
    private const string Settle =
        """
        with unchanged as (
            select d.citizen_id from due_citizens d
            join unnest($1, $2) as seen (citizen_id, token) on seen.citizen_id = d.citizen_id and seen.token = d.token
            for update of d skip locked),
        settled as (delete from due_citizens d using unchanged u where d.citizen_id = u.citizen_id returning d.citizen_id)
        select d.citizen_id, d.token, d.tries from due_citizens d
        join unnest($1, $2) as seen (citizen_id, token) on seen.citizen_id = d.citizen_id and seen.token = d.token
        where d.citizen_id not in (select citizen_id from settled)
        """;

    private const int SettleTries = 5;
    private static readonly TimeSpan SettlePause = TimeSpan.FromMilliseconds(10);

    private sealed record Due(Guid Citizen, long Token, int Tries);

    /// <summary>Until nobody is due. Answers how many were judged.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var judged = 0;
        for (List<Due> due; (due = await NextAsync(cancellationToken)).Count > 0;)
        {
            using var signal = WorkSignal.Begin("recheck");
            var well = await JudgeAsync(due, cancellationToken);
            signal.Count(well, "judged");
            signal.Count(due.Count - well, "postponed");
            signal.Done();
            judged += well;
        }
        return judged;
    }

    private async Task<List<Due>> NextAsync(CancellationToken cancellationToken) =>
        await TakeAsync(DueCitizens.Few, inBulk: false, cancellationToken) is { Count: > 0 } few
            ? few
            : await TakeAsync(ManyAtOnce, inBulk: true, cancellationToken);

    private async Task<List<Due>> TakeAsync(int most, bool inBulk, CancellationToken cancellationToken)
    {
        await using var take = system.Source.CreateBatch();
        take.Add(Take, most, Claim, inBulk);
        return await ReadAsync(take, cancellationToken);
    }

    private static async Task<List<Due>> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var due = new List<Due>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new Due(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt32(2)));
        }
        return due;
    }

    private async Task<int> JudgeAsync(List<Due> due, CancellationToken cancellationToken)
    {
        if (await TryCheckAsync(due, cancellationToken) is not { } problem)
        {
            await SettleAsync(due, cancellationToken);
            return due.Count;
        }
        if (due is [var alone])
        {
            await PostponeAsync(alone, problem, cancellationToken);
            return 0;
        }

        // One citizen may be what broke it: the others shall not wait for that one, so they are halved until it stands alone.
        var half = due.Count / 2;
        return await JudgeAsync(due[..half], cancellationToken) + await JudgeAsync(due[half..], cancellationToken);
    }

    private async Task<string?> TryCheckAsync(List<Due> due, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("recheck"));
            var check = scope.ServiceProvider.GetRequiredService<ICourseCheck>();
            await check.CheckAsync([.. due.Select(one => CitizenId.From(one.Citizen))], cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = DatabaseErrors.NameOf(failure);
            log.LogWarning("Checking {Count} due citizens failed: {Problem}", due.Count, problem);
            return problem;
        }
    }

    private async Task SettleAsync(List<Due> due, CancellationToken cancellationToken)
    {
        for (var attempt = 1; due.Count > 0 && attempt <= SettleTries; attempt++)
        {
            if (attempt > 1)
            {
                await Task.Delay(SettlePause, cancellationToken);
            }
            await using var settle = system.Source.CreateBatch();
            settle.Add(Settle, due.Select(one => one.Citizen).ToArray(), due.Select(one => one.Token).ToArray());
            due = await ReadAsync(settle, cancellationToken);
        }
    }

    private async Task PostponeAsync(Due due, string problem, CancellationToken cancellationToken)
    {
        await using var postpone = system.Source.CreateBatch();
        postpone.Add(
            "update due_citizens set tries = $2, last_error = $3, claimed_until = now() + $4 where citizen_id = $1",
            due.Citizen,
            due.Tries + 1,
            problem,
            Backoff.After(due.Tries + 1));
        await postpone.ExecuteNonQueryAsync(cancellationToken);
    }
}
