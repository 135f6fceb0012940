namespace Sammenhaeng.Application.Persistence;

/// <summary>
/// One transaction around a piece of work that uses <see cref="ISammenhaengDb"/> of the same scope. It carries who is asking to the
/// database (app.user, app.purpose, transaction-locally), where row-level security can read it.
/// </summary>
public interface ITransactions
{
    /// <summary>
    /// Runs the work and commits. Work that is already inside a transaction joins it. Work that failed for a passing reason before
    /// commit is run again, so it must not have effects outside the database.
    /// </summary>
    Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, TransactionKind kind, CancellationToken cancellationToken);

    /// <summary>From here on each transaction begins with telling who asks: there is no access step in it that would.</summary>
    void TellEachWhoAsks(string purpose);
}

public enum TransactionKind
{
    /// <summary>Reads; entities are not tracked.</summary>
    Read,

    /// <summary>Writes; entities are tracked.</summary>
    Write,
}

public static class TransactionsExtensions
{
    public static Task RunAsync(
        this ITransactions transactions, Func<CancellationToken, Task> work, TransactionKind kind, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            kind,
            cancellationToken);
}

/// <summary>A request that makes its own transactions, or needs none: the transaction step leaves it alone.</summary>
public interface IRunsItsOwnTransactions;
