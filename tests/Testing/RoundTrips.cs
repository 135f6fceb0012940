using System.Diagnostics;
using Npgsql;

namespace Sammenhaeng.Testing;

/// <summary>Counts the commands (a batch is one) that go to one test's database.</summary>
public sealed class RoundTrips : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly string _database;
    private int _total;

    private RoundTrips(string database)
    {
        _database = database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Total => Volatile.Read(ref _total);

    public static RoundTrips Count(Database database) =>
        new(new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!);

    public void Dispose() => _listener.Dispose();

    private void Stopped(Activity activity)
    {
        if (activity.GetTagItem("db.namespace") as string == _database || activity.GetTagItem("db.name") as string == _database)
        {
            Interlocked.Increment(ref _total);
        }
    }
}
