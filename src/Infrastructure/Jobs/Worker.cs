using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Does a piece of work when woken, and looks by itself four times a second. A failure is logged and tried again, slower.</summary>
/// <param name="signal">Null for work that is done at its own pace, woken by nothing.</param>
internal abstract class Worker(WorkerSignal? signal, ILogger log) : BackgroundService
{
    private static readonly Channel<bool> Never = Channel.CreateBounded<bool>(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    protected virtual TimeSpan Pause => TimeSpan.FromMilliseconds(250);

    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var wake = signal?.Subscribe() ?? Never.Reader;
        var pause = Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
                pause = Pause;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("{Worker} failed ({Reason}) and tries again", GetType().Name, DatabaseErrors.NameOf(failure));
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            await WaitAsync(wake, pause, stoppingToken);
        }
    }

    private static async Task WaitAsync(ChannelReader<bool> wake, TimeSpan pause, CancellationToken stopping)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(pause);
        try
        {
            await wake.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look without having been woken, or to stop: the loop tells which.
        }
    }
}

internal sealed class EventWorker(WorkerSignal signal, DispatchEvents dispatch, ILogger<EventWorker> log) : Worker(signal, log)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => dispatch.RunAsync(cancellationToken);
}

internal sealed class RecheckWorker(WorkerSignal signal, RecheckDueCitizens recheck, ILogger<RecheckWorker> log) : Worker(signal, log)
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => recheck.RunAsync(cancellationToken);
}

internal sealed class SealWorker(SealAccessLog seal, ILogger<SealWorker> log) : Worker(null, log)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    protected override Task WorkAsync(CancellationToken cancellationToken) => seal.RunAsync(cancellationToken);
}
