using System.Threading.Channels;
using Sammenhaeng.Application.Events;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Wakes every worker of the process. A signal that comes while a worker is at it is kept until it looks again.</summary>
internal sealed class WorkerSignal : IWakeWorkers
{
    private readonly List<Channel<bool>> _workers = [];

    public void Wake()
    {
        lock (_workers)
        {
            _workers.ForEach(worker => worker.Writer.TryWrite(true));
        }
    }

    public ChannelReader<bool> Subscribe()
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (_workers)
        {
            _workers.Add(channel);
        }
        return channel.Reader;
    }
}
