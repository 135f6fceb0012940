using System.Diagnostics;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

/// <summary>The program as a process of its own.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private RunningProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasEnded => _process.HasExited;

    public static RunningProgram Start(Database? database, (string Name, string Value)[] settings, params string[] args)
    {
        var program = Begin(database, settings, args);
        program._process.StandardInput.Close();
        return program;
    }

    /// <summary>Runs it with this as its standard input.</summary>
    public static async Task<(int Exit, string Output, string Errors)> FeedAsync(Database database, byte[] input, params string[] args)
    {
        using var program = Begin(database, [], args);
        await program._process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        program._process.StandardInput.Close();
        return await program.EndAsync();
    }

    private static RunningProgram Begin(Database? database, (string Name, string Value)[] settings, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "sammenhaeng.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__Sammenhaeng"] = database?.ConnectionString ?? "";
        start.Environment["Keys__Path"] = database?.Configuration["Keys:Path"] ?? "";
        start.Environment["AccessLog__Anchor"] = database?.Configuration["AccessLog:Anchor"] ?? "";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started.");
        return new RunningProgram(process);
    }

    public static async Task<(int Exit, string Output, string Errors)> RunAsync(Database? database, params string[] args)
    {
        using var program = Start(database, [], args);
        return await program.EndAsync();
    }

    /// <summary>Without a word, as a machine that loses its power.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<(int Exit, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }
}
