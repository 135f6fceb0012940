using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.Reference;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>
/// Brings the database to what this version of the program expects: a step of its own before anything is served. Several at once
/// wait for each other; running it again does nothing.
/// </summary>
public sealed class Migrator(NpgsqlConnectionStringBuilder owner, ISealing sealing, SealKeyRing sealKeys, ILogger<Migrator> log)
{
    private const string LockName = "sammenhaeng:migrate";
    private const int Attempts = 5;

    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Pooling = false, CommandTimeout = 600 };
        await CreateDatabaseAsync(settings, cancellationToken);
        // A migration that cannot get its lock gives way to those who are working, and comes back.
        settings.Options = $"{settings.Options} -c lock_timeout=3s".Trim();
        await using var own = NpgsqlDataSource.Create(settings);
        await using var turn = await own.OpenConnectionAsync(cancellationToken);
        await WaitForTurnAsync(turn, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await UpdateSchemaAsync(own, cancellationToken);
                break;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < Attempts)
            {
                log.LogWarning("The migration gave way to running transactions and tries again");
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
        PostgreSqlObjectsInstaller.Install(turn, JobsRegistration.Schema);
        await GrantJobStorageAsync(turn, cancellationToken);
        await SeedReferenceData.IntoAsync(own, cancellationToken);
        await KeyRingMark.LeaveAsync(own, sealing, cancellationToken);
        await KeepAccessLogMonths.OpenAsync(own, cancellationToken);
        using var made = sealKeys.Open();
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var maintenance = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres" });
            await using var create = maintenance.CreateCommand(
                $"create database \"{settings.Database!.Replace("\"", "\"\"", StringComparison.Ordinal)}\" encoding 'UTF8' template template0");
            try
            {
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException exists) when (exists.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another migrator made it at the same moment.
            }
        }
    }

    private static async Task WaitForTurnAsync(NpgsqlConnection turn, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            await using var take = new NpgsqlBatch(turn);
            take.Add("select pg_try_advisory_lock(hashtextextended($1, 0))", LockName);
            if ((bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
            if (waited > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException("Another migration has been running for five minutes.");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            waited += TimeSpan.FromMilliseconds(200);
        }
    }

    /// <summary>Hangfire makes its tables itself; jobs are the system's, and no row in them is about a citizen.</summary>
    private static async Task GrantJobStorageAsync(NpgsqlConnection turn, CancellationToken cancellationToken)
    {
        await using var grant = new NpgsqlBatch(turn);
        grant.Add($"grant usage on schema {JobsRegistration.Schema} to {DatabaseRole.Job}");
        grant.Add($"grant select, insert, update, delete on all tables in schema {JobsRegistration.Schema} to {DatabaseRole.Job}");
        grant.Add($"grant usage, select on all sequences in schema {JobsRegistration.Schema} to {DatabaseRole.Job}");
        await grant.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task UpdateSchemaAsync(NpgsqlDataSource own, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<SammenhaengDb>().UseNpgsql(own).UseSnakeCaseNamingConvention().Options;
        await using var db = new SammenhaengDb(options);
        await db.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Whether the schema is the one this program was built with. Asked by readiness; changes nothing.</summary>
    public static async Task<bool> IsUpToDateAsync(SammenhaengDb db, CancellationToken cancellationToken) =>
        !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
}
