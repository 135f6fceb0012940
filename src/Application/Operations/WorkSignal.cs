using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sammenhaeng.Application.Operations;

/// <summary>
/// One piece of background work, told as a span, a duration and how many it dealt with. Tags are codes out of the program: never an
/// id, and nothing that a document or a person said.
/// </summary>
public sealed class WorkSignal : IDisposable
{
    public const string Source = "Sammenhaeng";

    private static readonly ActivitySource Spans = new(Source);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("sammenhaeng.work.duration", "s");
    private static readonly Counter<long> Counts = Meter.CreateCounter<long>("sammenhaeng.work.done");

    private readonly string _work;
    private readonly Activity? _span;
    private readonly long _since = Stopwatch.GetTimestamp();
    private bool _isDone;

    private WorkSignal(string work)
    {
        _work = work;
        _span = Spans.StartActivity(work);
    }

    public static Meter Meter => Meters.Ours;

    /// <summary>Work that ends without <see cref="Done"/> has failed or was stopped.</summary>
    /// <param name="work">What it is: a code of the program.</param>
    public static WorkSignal Begin(string work) => new(work);

    /// <param name="count">So many were dealt with, and came to this.</param>
    /// <param name="result">A code.</param>
    public void Count(long count, string result)
    {
        if (count > 0)
        {
            Counts.Add(count, new("work", _work), new("result", result));
        }
    }

    public void Done() => _isDone = true;

    public void Dispose()
    {
        var outcome = _isDone ? "done" : "broken";
        Durations.Record(Stopwatch.GetElapsedTime(_since).TotalSeconds, new("work", _work), new("outcome", outcome));
        _span?.SetStatus(_isDone ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        _span?.Dispose();
    }

    private static class Meters
    {
        public static readonly Meter Ours = new(Source);
    }
}
