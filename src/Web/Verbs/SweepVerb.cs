using System.Globalization;
using Sammenhaeng.Application.Conflicts;

namespace Sammenhaeng.Web.Verbs;

internal sealed class SweepVerb : IVerb
{
    public string Name => "sweep";

    public string Summary => "judge every citizen now";

    public string Help =>
        """
        Use: sammenhaeng sweep [--as-of D] [--clock D] [--Section:Key=value …]

        Judges every citizen's course with every rule and writes what differs from what is stored. --as-of judges as of another
        day than today. Ctrl-C stops it after the citizens at hand; what has been judged is kept, and a new sweep judges everyone
        again, writing only what is not there yet.
        Exit 0 when it is done.
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["as-of", "clock"]);
        given.NoWords();
        var asOf = given.Date("as-of");
        return VerbHost.RunAsync(given, (services, cancellationToken) => SweepAsync(services.GetRequiredService<ISweeps>(), asOf, cancellationToken));
    }

    private static async Task<int> SweepAsync(ISweeps sweeps, DateOnly? asOf, CancellationToken cancellationToken)
    {
        var id = await sweeps.RequestAsync(asOf, by: null, cancellationToken);
        var progress = new Shown();
        try
        {
            if (await sweeps.RunAsync(id, progress, cancellationToken) == SweepRun.HeldByAnother)
            {
                throw new CouldNotRunException("another process has begun this sweep and is at it.");
            }
        }
        finally
        {
            progress.Clear();
        }
        var done = await sweeps.FindAsync(id, CancellationToken.None) ?? throw new CouldNotRunException("the sweep is gone.");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"as of {done.AsOf:yyyy-MM-dd}: {done.Done} citizens judged, {done.Opened} conflicts opened, {done.Changed} changed, {done.Closed} closed, {done.Postponed} citizens left to a check of their own, {done.Seconds:0.0} s"));
        return Exit.Fine;
    }

    private sealed class Shown : IProgress<Sweep>
    {
        private readonly ConsoleProgress _console = new();

        public void Report(Sweep value) => _console.Report(
            value.Citizens > 0 ? (double)value.Done / value.Citizens : null,
            string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Citizens} citizens, {value.Opened} opened, {value.Closed} closed"));

        public void Clear() => _console.Clear();
    }
}
