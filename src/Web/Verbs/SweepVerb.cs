using System.Globalization;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Infrastructure;

namespace Sammenhaeng.Web.Verbs;

internal sealed class SweepVerb : IVerb
{
    public string Name => "sweep";

    public string Summary => "judge every citizen now";

    public string Help =>
        """
        Use: sammenhaeng sweep [--as-of D] [--clock D] [--Section:Key=value …]

        Judges every citizen's course with every rule and writes what differs from what is stored. --as-of judges as of another
        day than today. Ctrl-C stops it after the citizens at hand; what has been judged is kept, and the next sweep goes on.
        Exit 0 when it is done.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["as-of", "clock"]);
        given.NoWords();
        var builder = Host.CreateApplicationBuilder(given.Settings);
        Settings.Apply(builder, given);
        builder.Logging.ClearProviders();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        using var host = builder.Build();
        using var stop = new Interrupt();
        var sweeps = host.Services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(given.Date("as-of"), by: null, stop.Token);
        try
        {
            await sweeps.RunAsync(id, new ConsoleProgress(), stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine();
            throw new CouldNotRunException("stopped. What has been judged is kept.");
        }
        var done = await sweeps.FindAsync(id, CancellationToken.None) ?? throw new CouldNotRunException("the sweep is gone.");
        Console.Error.WriteLine();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"as of {done.AsOf:yyyy-MM-dd}: {done.Done} citizens judged, {done.Opened} conflicts opened, {done.Changed} changed, {done.Closed} closed, {done.Postponed} citizens left to a check of their own, {done.Seconds:0.0} s"));
        return Exit.Fine;
    }

    /// <summary>A line that is written over on a terminal, a row now and then elsewhere.</summary>
    private sealed class ConsoleProgress : IProgress<Sweep>
    {
        private const int RowEvery = 20_000;
        private int _shown;

        public void Report(Sweep value)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Citizens} citizens, {value.Opened} opened, {value.Closed} closed");
            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write("\r" + line.PadRight(70));
            }
            else if (value.Done - _shown >= RowEvery)
            {
                _shown = value.Done;
                Console.Error.WriteLine(line);
            }
        }
    }
}
