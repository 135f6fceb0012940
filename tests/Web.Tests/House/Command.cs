using System.Diagnostics;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>One of the commands in the root, run for real, and what it said.</summary>
internal sealed record Command(int Exit, string Output, string Problem)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public IReadOnlyList<string> ProblemLines => Problem.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<Command> RunAsync(params string[] words) => RunAsync([], words);

    public static async Task<Command> RunAsync(Dictionary<string, string> environment, params string[] words)
    {
        // By name of the shell, so that a test may take the PATH away.
        var start = new ProcessStartInfo("/bin/bash", [Repository.PathTo(words[0]), .. words[1..]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("ConnectionStrings__Sammenhaeng");
        start.Environment.Remove("SAMMENHAENG_PGBIN");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/bash cannot be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var problem = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', words)} did not end within {Patience}.");
        }
        return new Command(process.ExitCode, await output, await problem);
    }
}
