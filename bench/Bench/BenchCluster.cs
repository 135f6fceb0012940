using System.Diagnostics;
using Npgsql;

namespace Sammenhaeng.Bench;

/// <summary>A PostgreSQL of the measurement's own, on disk and with the settings of ./run: a figure without fsync would be worth nothing.</summary>
internal sealed class BenchCluster : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "scripts", "pg");
    private readonly string _folder = Path.Combine("/var/tmp", $"sammenhaeng-bench-{Environment.ProcessId}");

    private readonly Dictionary<string, string> _databases = [];

    public BenchCluster()
    {
        Tool.Run(Script, "start", _folder, "--watch", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Work = Directory.CreateTempSubdirectory("sammenhaeng-bench-").FullName;
    }

    /// <summary>A folder for keys and documents.</summary>
    public string Work { get; }

    /// <summary>The database of this name: new and empty when it is first asked for.</summary>
    public string Database(string name)
    {
        if (!_databases.TryGetValue(name, out var address))
        {
            Tool.Run(Script, "psql", _folder, "-qc", $"create database {name}");
            _databases[name] = address = Tool.Run(Script, "dsn", _folder, name).Trim();
        }
        return address;
    }

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        Tool.Run(Script, "reset", _folder);
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(Work, recursive: true);
    }
}

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sammenhaeng.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("Sammenhaeng.sln is not in any folder above the program.");
    }
}

internal static class Tool
{
    /// <summary>Runs it to its end and answers what it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} does not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments[0]} ended with {process.ExitCode}.");
    }
}
