using System.Diagnostics;
using System.Net;

namespace Sammenhaeng.Bench;

/// <summary>The published program as a process of its own on 127.0.0.1.</summary>
internal sealed class PublishedProgram : IDisposable
{
    private readonly Process _process;

    private PublishedProgram(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static string File { get; } = Path.Combine(Repository.Root, "artifacts", "publish", "Web", "release", "sammenhaeng.dll");

    public static void Build() => Tool.Run(Path.Combine(Repository.Root, "scripts", "build"), "web", "--release");

    /// <summary>Runs a verb to its end.</summary>
    public static int Run(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    public static async Task<PublishedProgram> ServeAsync(IReadOnlyDictionary<string, string> settings, int port)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var program = new PublishedProgram(Start(settings, ["serve", "--urls", address.ToString()]), address);
        using var client = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (!await IsReadyAsync(client))
        {
            if (program._process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                program.Dispose();
                throw new InvalidOperationException("The program did not become ready.");
            }
            await Task.Delay(100);
        }
        return program;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Starts a verb whose input and output the caller takes care of.</summary>
    public static Process StartWithInput(IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        Begin(settings, arguments, hasInput: true);

    private static Process Begin(IReadOnlyDictionary<string, string> settings, string[] arguments, bool hasInput)
    {
        var start = new ProcessStartInfo("dotnet", [File, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(File)!,
            RedirectStandardInput = hasInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
    }

    private static Process Start(IReadOnlyDictionary<string, string> settings, string[] arguments)
    {
        var process = Begin(settings, arguments, hasInput: false);
        // Its log goes nowhere, but is written as always.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
