using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Persistence;

/// <summary>
/// One transaction around the whole request, the access step included, so that access is decided on the same facts the answer is made
/// of. A query gets one too: row-level security shows nothing outside, and the access log is committed before the answer leaves.
/// </summary>
public sealed class TransactionStep<TRequest, TAnswer>(ITransactions transactions) : Step<TRequest, TAnswer>
    where TRequest : notnull
{
    protected override Task<TAnswer> Around(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken)
    {
        if (request is IRunsItsOwnTransactions)
        {
            transactions.TellEachWhoAsks(typeof(TRequest).Name);
            return next();
        }
        var kind = request is ICommand ? TransactionKind.Write : TransactionKind.Read;
        return transactions.RunAsync(_ => next(), kind, cancellationToken);
    }
}
