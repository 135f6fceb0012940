using Npgsql;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Reference;

/// <summary>
/// Keeps the reference data of the version in the database, and asks for that version once a second at most. It asks on connections of
/// its own: whoever wants the data holds one already, and at full load nobody would get a second.
/// </summary>
internal sealed class ReferenceStore(NpgsqlDataSource shared) : IReferenceData, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = OwnSource(shared.ConnectionString);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);
    private ReferenceData? _current;
    private long _lookedAt;
    private volatile bool _expired;

    public ValueTask<ReferenceData> CurrentAsync(CancellationToken cancellationToken = default) =>
        _current is { } current && IsFresh ? ValueTask.FromResult(current) : new ValueTask<ReferenceData>(LookAsync(cancellationToken));

    public void Expire() => _expired = true;

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _one.Dispose();
    }

    private bool IsFresh => !_expired && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Fresh;

    private async Task<ReferenceData> LookAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_current is null || !IsFresh)
            {
                _expired = false;
                var looked = TimeProvider.System.GetTimestamp();
                if (_current is null || await VersionAsync(cancellationToken) != _current.Version)
                {
                    _current = await ReferenceReader.ReadAsync(_source, cancellationToken);
                }
                Volatile.Write(ref _lookedAt, looked);
            }
            return _current;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<long> VersionAsync(CancellationToken cancellationToken)
    {
        await using var ask = _source.CreateBatch();
        ask.Add("select version from reference_version");
        return (long)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }

    private static NpgsqlDataSource OwnSource(string connectionString)
    {
        var own = new NpgsqlDataSourceBuilder(connectionString);
        own.ConnectionStringBuilder.MaxPoolSize = 2;
        own.ConnectionStringBuilder.MinPoolSize = 0;
        // Not part of any request, so not of its trace either.
        own.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => false).ConfigureBatchFilter(_ => false));
        return own.Build();
    }
}
