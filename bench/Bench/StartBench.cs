using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sammenhaeng.Bench;

/// <summary>
/// The program as a short process: <c>check</c> of one citizen's documents by the published program, beside a process that only prints
/// its help; and <c>./run</c> from the command to its word that it is ready, from the second start on.
/// </summary>
internal static class StartBench
{
    private const int Starts = 3;
    private const int Port = 5988;

    public static void Run(int runs)
    {
        PublishedProgram.Build();
        var folder = Directory.CreateTempSubdirectory("sammenhaeng-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "request.json");
            File.WriteAllText(file, Request());
            var (check, help) = (new Runs(), new Runs());
            for (var run = -2; run < runs; run++)
            {
                var (checking, helping) = (Time(exit: 1, "check", file), Time(exit: 0, "--help"));
                if (run >= 0)
                {
                    check.Add(checking);
                    help.Add(helping);
                }
            }
            Report.Line("check of one small file", $"median {check.Median:N2} s, {check.Least:N2} to {check.Most:N2} s in {runs} runs", "0.6 s");
            Report.Line("--help", $"median {help.Median:N2} s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        MeasureRun();
    }

    private static void MeasureRun()
    {
        var data = Path.Combine("/var/tmp", $"sammenhaeng-bench-run-{Environment.ProcessId}");
        try
        {
            var first = Ready(data);
            var later = new Runs();
            for (var start = 0; start < Starts; start++)
            {
                later.Add(Ready(data));
            }
            Report.Line("./run to ready, second start", $"median {later.Median:N1} s, {later.Least:N1} to {later.Most:N1} s in {Starts} starts; the first {first:N1} s", "8 s");
        }
        finally
        {
            Tool.Run(Path.Combine(Repository.Root, "scripts", "pg"), "reset", data);
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>From the command to the line that says ready, in seconds. Stopped by what Ctrl-C sends.</summary>
    private static double Ready(string data)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "run")) { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach (var word in new[] { "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(word);
        }
        var watch = Stopwatch.StartNew();
        using var run = Process.Start(start)!;
        while (run.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("is ready", StringComparison.Ordinal))
            {
                var seconds = watch.Elapsed.TotalSeconds;
                Tool.Run("kill", "-TERM", run.Id.ToString(CultureInfo.InvariantCulture));
                run.StandardOutput.ReadToEnd();
                run.WaitForExit();
                return seconds;
            }
        }
        throw new InvalidOperationException("./run ended without saying that it is ready.");
    }

    /// <summary>The documents of the population's first citizen with two sources: some conflicts are found in them.</summary>
    private static string Request()
    {
        using var written = new MemoryStream();
        new Population(40, isEven: true).Write(written);
        var citizens = Encoding.UTF8.GetString(written.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(line => line[line.IndexOf("\"cpr\"", StringComparison.Ordinal)..][..20]);
        return $$"""{"id":"1","asOf":"2026-10-05","documents":[{{string.Join(',', citizens.First(lines => lines.Count() >= 2))}}]}""";
    }

    private static double Time(int exit, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var code = PublishedProgram.Run(new Dictionary<string, string>(), arguments);
        return code == exit ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"sammenhaeng {arguments[0]} ended with {code} instead of {exit}.");
    }
}
