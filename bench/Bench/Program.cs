using System.Globalization;

namespace Sammenhaeng.Bench;

/// <summary>
/// Measures against a database of its own, which ConnectionStrings__Sammenhaeng names:
/// <c>bench import [citizens]</c>, <c>bench population FILE [citizens] [round]</c> (writes documents and needs no database).
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["import", .. var rest]:
                await ImportBench.RunAsync(Database(), Number(rest, 0, 50_000), Path.GetTempPath());
                return 0;
            case ["engine", .. var rest]:
                EngineBench.Run(Number(rest, 0, 5_000));
                return 0;
            case ["sweep", .. var rest]:
                await SweepBench.RunAsync(Database(), Number(rest, 0, 100_000), Path.GetTempPath());
                return 0;
            case ["population", var file, .. var rest]:
                await using (var written = File.Create(file))
                {
                    var documents = new Population(Number(rest, 0, 100_000)).Write(written, Number(rest, 1, 0));
                    Console.WriteLine($"{documents} documents");
                }
                return 0;
            default:
                Console.Error.WriteLine("Use: bench engine [courses] | bench sweep [citizens] | bench import [citizens] | bench population FILE [citizens] [round]");
                return 2;
        }
    }

    private static string Database() => Environment.GetEnvironmentVariable("ConnectionStrings__Sammenhaeng")
        ?? throw new InvalidOperationException("ConnectionStrings__Sammenhaeng must name a database of its own.");

    private static int Number(string[] args, int at, int otherwise) =>
        args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
}
