namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// When the program is told to stop it first says that it is not ready, so that a load balancer sends nobody more, and goes on
/// serving for a while before it stops accepting.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime lifetime, IConfiguration configuration) : IHostedLifecycleService
{
    private readonly TimeSpan _while = TimeSpan.FromSeconds(configuration.GetValue("Hosting:DrainSeconds", 0));

    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        IsStopping ? Task.Delay(_while, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
