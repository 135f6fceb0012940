using Sammenhaeng.Application;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Verbs;

internal sealed class WorkerVerb : IVerb
{
    public string Name => "worker";

    public string Summary => "run the jobs only";

    public string Help =>
        """
        Use: sammenhaeng worker [--clock D] [--Section:Key=value …]

        Hands on events, re-checks citizens and keeps the schedule, without serving pages. Any number of workers and servers may
        share one database. --clock as for serve. It stops on Ctrl-C and SIGTERM, after the work in hand.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["clock"]);
        given.NoWords();
        var builder = Host.CreateApplicationBuilder(given.Settings);
        Settings.Apply(builder, given);
        builder.AddLogs();
        builder.AddTelemetry();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        builder.Services.AddWorkers();
        try
        {
            await builder.Build().RunAsync();
        }
        catch (OperationCanceledException)
        {
            // Told to stop while it was still starting.
        }
        return Exit.Fine;
    }
}
