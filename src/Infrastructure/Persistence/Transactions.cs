using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Infrastructure.Access;

namespace Sammenhaeng.Infrastructure.Persistence;

internal sealed class Transactions(
    SammenhaengDb db, CurrentCaller current, DatabaseIdentity identity, IAccessLog accessLog, ILogger<Transactions> log) : ITransactions
{
    private const int Attempts = 3;
    private string? _purpose;

    public void TellEachWhoAsks(string purpose) => _purpose = purpose;

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, TransactionKind kind, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work(cancellationToken);
        }

        for (var attempt = 1; ; attempt++)
        {
            var isCommitting = false;
            db.ChangeTracker.Clear();
            db.ChangeTracker.QueryTrackingBehavior =
                kind == TransactionKind.Write ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                await TellWhoAsksAsync(cancellationToken);
                T answer;
                try
                {
                    answer = await work(cancellationToken);
                    await SayWhatWaitsAsync(cancellationToken);
                }
                catch (NpgsqlException failure) when (AccessLog.IsTold(failure))
                {
                    throw AccessLog.Unavailable(failure);
                }
                catch (AccessDeniedException denied) when (denied.IsWrittenDown)
                {
                    await transaction.CommitAsync(CancellationToken.None);
                    throw;
                }
                isCommitting = true;
                // From here on nobody can tell from a broken request whether it was committed; so it is not broken off.
                await transaction.CommitAsync(CancellationToken.None);
                return answer;
            }
            catch (Exception failure) when (!isCommitting && attempt < Attempts && DatabaseErrors.IsPassing(failure))
            {
                log.LogWarning("A transaction failed for a passing reason ({Reason}) and is tried again", DatabaseErrors.NameOf(failure));
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
            catch (AccessDeniedException denied) when (denied.ToWriteDown is { } entry)
            {
                await accessLog.WriteAsync(entry, CancellationToken.None);
                throw;
            }
            catch (Exception failure) when (DatabaseErrors.IsStale(failure))
            {
                throw new StaleRevisionException("It has been changed by somebody else in the meantime.", failure);
            }
            finally
            {
                db.HasNews = false;
                db.Waiting.Clear();
                db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
            }
        }
    }

    private async Task SayWhatWaitsAsync(CancellationToken cancellationToken)
    {
        if (db.Waiting.Count > 0)
        {
            await using var batch = db.BatchOfWaiting();
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Of a user mostly nothing: the reader of the access facts tells it in its own round trip.</summary>
    private Task TellWhoAsksAsync(CancellationToken cancellationToken) => current.Caller switch
    {
        { IsSystem: true } system => identity.TellAsync(db, system, _purpose ?? "system", cancellationToken),
        { } user when _purpose is not null => identity.TellAsync(db, user, _purpose, cancellationToken),
        _ => Task.CompletedTask,
    };
}

internal static class DatabaseErrors
{
    /// <summary>Deadlock, serialisation, a server that went away: the same work may well succeed a moment later.</summary>
    public static bool IsPassing(Exception failure) => failure is not DbUpdateConcurrencyException
        && Find(failure) is { IsTransient: true, InnerException: not TimeoutException };

    /// <summary>Somebody else was first: a revision that is no longer, or what the database allows only once.</summary>
    public static bool IsStale(Exception failure) => failure is DbUpdateConcurrencyException
        || (Find(failure) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation }
            && failure is DbUpdateException);

    /// <summary>What was to be written cannot be: too often, too large, no value of its type, against a constraint. Again is no better.</summary>
    public static bool IsAboutContent(Exception failure) =>
        Find(failure) is PostgresException { SqlState: ['2', '1' or '2' or '3', ..] or ['5', '4', ..], IsTransient: false };

    /// <summary>For logs: what kind it was and where, without the message, which may quote the row.</summary>
    public static string NameOf(Exception failure) =>
        Find(failure) is PostgresException postgres
            ? string.Join(' ', new[] { failure.GetType().Name, postgres.SqlState, postgres.ConstraintName }.Where(part => part is not null))
            : failure.GetType().Name;

    private static NpgsqlException? Find(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is NpgsqlException found)
            {
                return found;
            }
        }
        return null;
    }
}
