using System.Reflection;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Access;

/// <summary>
/// Lets in or denies, and writes down what was shown of whom. The transaction around it is committed before the answer leaves, so
/// what cannot be written down is not shown.
/// </summary>
public sealed class AccessStep<TRequest, TAnswer>(
    CurrentCaller current, CurrentViewer currentViewer, IAccessFacts accessFacts, IAccessLog log, IIdempotency idempotency) : Step<TRequest, TAnswer>
    where TRequest : notnull
{
    // What it is to show of one citizen is known before it is read; a list is known when it is made.
    private static readonly bool ShowsOneCitizen = !typeof(ICommand).IsAssignableFrom(typeof(TRequest)) && !typeof(IShowsCitizens).IsAssignableFrom(typeof(TAnswer));

    private static readonly Permission? Needed = typeof(TRequest).GetCustomAttribute<NeedsAttribute>()?.Permission;

    protected override async Task<TAnswer> Around(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken)
    {
        var caller = current.Caller ?? throw new AccessDeniedException("access.anonymous");
        var about = (request as IConcerns)?.About;
        var facts = await accessFacts.ReadAsync(caller, typeof(TRequest).Name, about, cancellationToken);
        var verdict = Met(request, AccessDecision.Decide(
            new AccessSubject(facts.Viewer, caller.IsSystem),
            Needed,
            about is null ? ObjectFacts.NoCitizen : new ObjectFacts(true, facts.CitizenId is not null, facts.Relation)));
        if (!verdict.IsPermitted)
        {
            await log.WriteAsync(Entry(request, caller, facts, verdict, []), cancellationToken);
            throw new AccessDeniedException(verdict.DenialCode!) { IsWrittenDown = true };
        }

        currentViewer.Is(facts.Viewer ?? Viewer.System, facts.Relation, verdict);
        var isToWrite = verdict.Obliges(Obligation.WriteDown);
        var isWritten = isToWrite && ShowsOneCitizen && facts.CitizenId is not null;
        if (isWritten)
        {
            await log.WriteWithNextAsync(Entry(request, caller, facts, verdict, []), cancellationToken);
        }
        var answer = await RunAsync(request, next, denial => Entry(request, caller, facts, denial, []), cancellationToken);
        IReadOnlyCollection<CitizenId> shown = answer is IShowsCitizens list ? list.ShownCitizens : [];
        if (isToWrite && !isWritten && (facts.CitizenId is not null || shown.Count > 0))
        {
            await log.WriteAsync(Entry(request, caller, facts, verdict, shown), cancellationToken);
        }
        else if (!isWritten && request is ILooksForNumber { Cpr: not null } && answer is null or IShowsCitizens)
        {
            await log.WriteAsync(Entry(request, caller, facts, AccessVerdict.Permit(AccessVerdict.NoHit), []), cancellationToken);
        }
        return answer;
    }

    /// <summary>A request that cannot do what the permit asks of it is let in by none.</summary>
    private static AccessVerdict Met(TRequest request, AccessVerdict verdict) =>
        verdict.Obliges(Obligation.OnlyRead) && request is ICommand ? AccessVerdict.Deny("access.onlyRead")
        : verdict.Obliges(Obligation.SayWhy) && request is not IGivesReason ? AccessVerdict.Deny("access.undeclared")
        : verdict;

    /// <summary>What the request itself denies, on what it alone can see, is written down as well.</summary>
    private async Task<TAnswer> RunAsync(
        TRequest request, Func<Task<TAnswer>> next, Func<AccessVerdict, AccessEntry> entry, CancellationToken cancellationToken)
    {
        try
        {
            return request is ICommand and not IRunsItsOwnTransactions ? await idempotency.OnceAsync(request, next, cancellationToken) : await next();
        }
        catch (AccessDeniedException denied) when (denied is { IsWrittenDown: false, ToWriteDown: null })
        {
            var toWrite = entry(AccessVerdict.Deny(denied.Code));
            if (request is IRunsItsOwnTransactions)
            {
                await log.WriteAsync(toWrite, cancellationToken);
                throw new AccessDeniedException(denied.Code, denied) { IsWrittenDown = true };
            }
            throw new AccessDeniedException(denied.Code, denied) { ToWriteDown = toWrite };
        }
    }

    private static AccessEntry Entry(
        TRequest request, Caller caller, AccessFacts facts, AccessVerdict verdict, IReadOnlyCollection<CitizenId> shown) => new()
        {
            UserId = facts.Viewer?.UserId,
            Subject = caller.Subject,
            Roles = facts.Viewer?.Roles ?? [],
            Areas = facts.Viewer?.Areas ?? [],
            Units = facts.Viewer?.Units ?? [],
            CitizenId = facts.CitizenId,
            ShownCitizens = shown,
            What = request is IGivesReason why ? $"{typeof(TRequest).Name}.{why.ReasonGiven}" : typeof(TRequest).Name,
            Purpose = Needed?.ToString() ?? "none",
            Ground = verdict.Ground,
            Relation = Describe(facts.Relation),
            Outcome = verdict.DenialCode ?? "permitted",
            RequestId = caller.RequestId,
        };

    private static string? Describe(CitizenRelation relation)
    {
        string[] parts =
        [
            .. relation.IsCoordinator ? ["coordinator"] : Array.Empty<string>(),
            .. relation.IsAskedToCoordinate ? ["asked"] : Array.Empty<string>(),
            .. relation.OwnAreas,
        ];
        return parts.Length == 0 ? null : string.Join(',', parts);
    }
}
