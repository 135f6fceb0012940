using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Sammenhaeng.Infrastructure.Persistence;

internal static class DbCommands
{
    /// <summary>A batch on the connection and in the open transaction of the context.</summary>
    public static NpgsqlBatch Batch(this SammenhaengDb db)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("There is no transaction to be in.");
        return new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction);
    }

    /// <summary>The same, with what has been waiting first; also where there is no transaction, and nothing waits.</summary>
    public static NpgsqlBatch BatchOfWaiting(this SammenhaengDb db)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        while (db.Waiting.TryDequeue(out var waiting))
        {
            batch.BatchCommands.Add(waiting);
        }
        return batch;
    }

    /// <summary>
    /// What is asked in the transaction from here on, until <see cref="PlanAsUsual"/>, is planned once for each connection: questions asked
    /// again and again, whose planning takes longer than their answer. PostgreSQL by itself plans those with a list of keys anew each time.
    /// Outside of a transaction it could not be taken back, and does nothing.
    /// </summary>
    public static void PlanOnce(this NpgsqlBatch batch) => SetLocally(batch, "set local plan_cache_mode = force_generic_plan");

    public static void PlanAsUsual(this NpgsqlBatch batch) => SetLocally(batch, "set local plan_cache_mode = default");

    private static void SetLocally(NpgsqlBatch batch, string sql)
    {
        if (batch.Transaction is not null)
        {
            batch.Add(sql);
        }
    }

    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values) => batch.BatchCommands.Add(Command(sql, values));

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is NpgsqlParameter parameter ? parameter : new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        return command;
    }
}
