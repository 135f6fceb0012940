using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Jobs;

public sealed class WorkSignalTests : Database
{
    [Fact]
    public async Task Import_recheck_sweep_and_jobs_tell_how_long_they_took_and_what_came_of_it_in_codes_only()
    {
        var counted = new ConcurrentQueue<string>();
        var spans = new ConcurrentQueue<Activity>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => Follow(instrument, listener) };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(Tags(tags)));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => counted.Enqueue(Tags(tags)));
        meters.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkSignal.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await this.ImportAsync(Sending.Document("social", "2026-10-01T04:00:00+02:00").With("plans", Sending.Plan("P1")));
        await RecheckAsync();
        var sweeps = Services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(Today, by: null, TestContext.Current.CancellationToken);
        await sweeps.RunAsync(id, progress: null, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Services.GetRequiredService<IJobRuns>().RunOnceAsync(
            "broken", Today, _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

        Assert.Superset(
            new HashSet<string>
            {
                "work=import result=accepted", "work=import outcome=done", "work=recheck result=judged", "work=recheck outcome=done",
                "work=sweep result=judged", "work=sweep outcome=done", "work=job:broken outcome=broken",
            },
            counted.ToHashSet());
        Assert.Superset(new HashSet<string> { "import", "recheck", "sweep", "job:broken" }, spans.Select(span => span.OperationName).ToHashSet());
        Assert.All(spans, span => Assert.Empty(span.TagObjects));
    }

    private static void Follow(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == WorkSignal.Source && instrument.Name.StartsWith("sammenhaeng.work.", StringComparison.Ordinal))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
