using System.Diagnostics;
using Npgsql;

namespace Sammenhaeng.Testing;

/// <summary>
/// The throw-away PostgreSQL of a test run: the one that SAMMENHAENG_TEST_PG names (a connection string to its postgres database), or one
/// that is started here and stops when this process has gone.
/// </summary>
internal static class Cluster
{
    private static readonly Lazy<string> Address = new(Find, LazyThreadSafetyMode.ExecutionAndPublication);

    public static NpgsqlConnectionStringBuilder To(string database) => new(Address.Value)
    {
        Database = database,
        Pooling = false,
    };

    private static string Find() => Environment.GetEnvironmentVariable("SAMMENHAENG_TEST_PG") is { Length: > 0 } given ? given : Start();

    private static string Start()
    {
        var folder = Run("throw-away", "--watch", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Run("dsn", folder, "postgres");
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(RepositoryRoot.Of("scripts", "pg"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("scripts/pg cannot be started.");
        process.StandardInput.Close();
        var problem = process.StandardError.ReadToEndAsync();
        var answer = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? answer : throw new InvalidOperationException($"scripts/pg {arguments[0]}: {problem.Result}");
    }
}
