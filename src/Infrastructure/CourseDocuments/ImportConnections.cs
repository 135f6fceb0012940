using System.Data;
using Npgsql;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>
/// Connections with the temporary tables that imports copy to. Making those takes longer than merging one document, so two connections
/// are kept when an import is done; the tables are empty after each transaction, however it ended.
/// </summary>
internal sealed class ImportConnections(SystemDataSource system) : IAsyncDisposable
{
    private const int MostKept = 2;

    private readonly Stack<ImportConnection> _idle = new();
    private bool _isDisposed;

    public async Task<ImportConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (TryPop() is { } kept)
        {
            if (await kept.AnswersAsync(cancellationToken))
            {
                return kept;
            }
            await kept.DisposeAsync();
        }
        return new ImportConnection(await system.Source.OpenConnectionAsync(cancellationToken));
    }

    public async ValueTask GiveBackAsync(ImportConnection connection)
    {
        lock (_idle)
        {
            if (!_isDisposed && _idle.Count < MostKept && connection.IsOpen)
            {
                _idle.Push(connection);
                return;
            }
        }
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (TryPop() is { } kept)
        {
            await kept.DisposeAsync();
        }
    }

    private ImportConnection? TryPop()
    {
        lock (_idle)
        {
            return _idle.TryPop(out var kept) ? kept : null;
        }
    }
}

/// <summary>One connection and what has been made on it.</summary>
internal sealed class ImportConnection(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly HashSet<ItemTable> _tables = [];
    private bool _hasDocuments;

    public NpgsqlConnection Connection => connection;

    public bool IsOpen => connection.FullState == ConnectionState.Open;

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>The server may have gone away, or thrown the session out, while nobody looked.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var ask = new NpgsqlCommand("select 1", connection);
            await ask.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Opens it again when it has been lost, and makes the tables for these rows: before the transaction, which may be undone.</summary>
    public async Task ReadyAsync(IReadOnlyList<CourseCopy> rows, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            await connection.CloseAsync();
            await connection.OpenAsync(cancellationToken);
            _hasDocuments = false;
            _tables.Clear();
        }
        var missing = ItemTable.All.Where(table => !_tables.Contains(table) && rows.Any(copy => copy[table].Rows > 0)).ToList();
        var statements = missing.Select(MergeSql.Create).Prepend(_hasDocuments ? "" : MergeSql.CreateDocuments).Where(statement => statement.Length > 0);
        var sql = string.Join(";\n", statements);
        if (sql.Length > 0)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _hasDocuments = true;
            _tables.UnionWith(missing);
        }
    }
}
