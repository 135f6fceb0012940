using Npgsql;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>Marks have been turned since these were made: once more, with the key that is in use now.</summary>
internal sealed class MarksTurnedException() : Exception("The marks of CPR numbers have been turned.");

/// <summary>
/// With how many further keys marks are made, as this process knows it. The database tells; whoever has read it in a transaction may rely
/// on it until that ends, for turning the marks waits for them.
/// </summary>
internal sealed class MarkLayers
{
    private const string Ask = "select layers from cpr_marks";

    private volatile int _known;

    public int Known => _known;

    /// <summary>Adds the question to a batch in a transaction.</summary>
    public static void AddTo(NpgsqlBatch batch) => batch.Add(Ask);

    public async Task ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken) => _known = (int)(await batch.ExecuteScalarAsync(cancellationToken))!;

    /// <exception cref="MarksTurnedException">Marks were made with another number of keys than holds in this transaction.</exception>
    public async Task RequireAsync(NpgsqlConnection connection, int layers, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddTo(batch);
        await ReadAsync(batch, cancellationToken);
        if (_known != layers)
        {
            throw new MarksTurnedException();
        }
    }
}
