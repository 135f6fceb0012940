using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Testing;

/// <summary>A database migrated once per run, from which every test's own is copied. Nobody stays connected to it.</summary>
internal static class TemplateDatabase
{
    private static readonly string Name = $"template_{Guid.NewGuid():N}";
    private static readonly Lazy<Task> Made = new(MakeAsync, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The key ring that the databases of this run were marked with.</summary>
    public static string KeyRingPath { get; } = Path.Combine(Path.GetTempPath(), Name, "keys.json");

    public static async Task<string> CopyAsync(string name)
    {
        await Made.Value;
        await ExecuteAsync($"create database {name} template {Name} strategy file_copy");
        return Cluster.To(name).ConnectionString;
    }

    public static Task DropAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)");

    private static async Task MakeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Sammenhaeng"] = Cluster.To(Name).ConnectionString,
            ["Keys:Path"] = KeyRingPath,
            ["Keys:CreateIfMissing"] = "true",
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApplication();
        services.AddInfrastructure(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().MigrateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(KeyRingPath)!, recursive: true);
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Cluster.To("postgres").ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
