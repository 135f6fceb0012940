using System.Net.Sockets;
using Npgsql;

namespace Sammenhaeng.Web.Tests;

/// <summary>
/// Stands between the program and PostgreSQL and counts round trips as they are on the wire: each time the program speaks after the
/// database has spoken. For one conversation at a time.
/// </summary>
public sealed class DatabaseWire : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wire-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly string _server;
    private int _trips;
    private int _databaseSpokeLast = 1;

    public DatabaseWire(string connectionString)
    {
        var asked = new NpgsqlConnectionStringBuilder(connectionString);
        _server = Path.Combine(asked.Host!, ".s.PGSQL.5432");
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, ".s.PGSQL.5432")));
        _listener.Listen();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = _folder }.ConnectionString;
        _ = AcceptAsync();
    }

    public string ConnectionString { get; }

    /// <summary>How many since the last time this was asked.</summary>
    public int Take() => Interlocked.Exchange(ref _trips, 0);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var program = await _listener.AcceptAsync(_end.Token);
                var database = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await database.ConnectAsync(new UnixDomainSocketEndPoint(_server), _end.Token);
                _ = CarryAsync(program, database, fromProgram: true);
                _ = CarryAsync(database, program, fromProgram: false);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket from, Socket to, bool fromProgram)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _end.Token)) > 0;)
            {
                var databaseSpokeLast = Interlocked.Exchange(ref _databaseSpokeLast, fromProgram ? 0 : 1);
                if (fromProgram && databaseSpokeLast == 1)
                {
                    Interlocked.Increment(ref _trips);
                }
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // One side has hung up.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
