using System.Diagnostics;

namespace Sammenhaeng.Bench;

/// <summary>The published program as a short process: <c>check</c> of one small file, beside a process that only prints its help.</summary>
internal static class StartBench
{
    public static void Run(int runs)
    {
        PublishedProgram.Build();
        var folder = Directory.CreateTempSubdirectory("sammenhaeng-bench-").FullName;
        try
        {
            var file = Path.Combine(folder, "request.json");
            File.WriteAllText(file, """{"asOf": "2026-10-05", "documents": []}""");
            var (check, help) = (new Runs(), new Runs());
            for (var run = -2; run < runs; run++)
            {
                var (checking, helping) = (Time("check", file), Time("--help"));
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
    }

    private static double Time(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        PublishedProgram.Run(new Dictionary<string, string>(), arguments);
        return watch.Elapsed.TotalSeconds;
    }
}
