using Npgsql;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>Marks have been turned since these were made: once more, with the key that is in use now.</summary>
internal sealed class MarksTurnedException() : Exception("The marks of CPR numbers have been turned.");

/// <summary>
/// With how many further keys marks are made, as this process knows it. The database tells; whoever has read it in a transaction may rely
/// on it until that ends, for turning the marks waits for them.
/// </summary>
internal sealed class MarkLayers
{
    private volatile int _known;

    public int Known => _known;

    /// <summary>Looks in the database.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RefreshAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => _known = await ReadAsync(connection, cancellationToken);

    /// <exception cref="MarksTurnedException">Marks were made with another number of keys than holds in this transaction.</exception>
    public async Task RequireAsync(NpgsqlConnection connection, int layers, CancellationToken cancellationToken)
    {
        await RefreshAsync(connection, cancellationToken);
        if (_known != layers)
        {
            throw new MarksTurnedException();
        }
    }

    public static async Task<int> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select layers from cpr_marks", connection);
        return (int)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }
}
