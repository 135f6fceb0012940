using Npgsql;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>
/// Connections of the system's own work (imports, checks, sweeps, events, jobs), which see every row. What is done for somebody
/// signed in goes by <see cref="SammenhaengDb"/>, which sees those rows alone that the viewer may.
/// </summary>
public sealed class SystemDataSource(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = source;

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
