using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Persistence;

public sealed class MigrationTests : Database
{
    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var before = await ShapeAsync();
        await Services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, await ShapeAsync());
    }

    [Fact]
    public async Task Six_migrators_at_once_on_an_empty_server_make_one_database()
    {
        var name = $"t_{Guid.NewGuid():N}";
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Pooling = false };
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var migrator = ActivatorUtilities.CreateInstance<Migrator>(Services, settings);
            await migrator.MigrateAsync(TestContext.Current.CancellationToken);
        })));

        await using var migrated = NpgsqlDataSource.Create(settings);
        Assert.Equal(1L, await migrated.CreateCommand("select count(*) from place_settings").ExecuteScalarAsync());
        await migrated.DisposeAsync();
        await ExecuteAsync($"drop database {name} with (force)");
    }

    [Fact]
    public async Task The_model_has_no_change_that_no_migration_knows()
    {
        await using var scope = Services.CreateAsyncScope();
        Assert.False(scope.ServiceProvider.GetRequiredService<SammenhaengDb>().Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_database_made_with_another_key_ring_is_refused()
    {
        await ExecuteAsync("update key_ring_marks set mark = '\\x00'");
        await Assert.ThrowsAsync<Sammenhaeng.Application.Keys.KeyRingException>(
            () => Services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken));
    }

    private Task<string> ShapeAsync() => ScalarAsync<string>(
        """
        select (select string_agg(table_schema || '.' || table_name || '.' || column_name || ':' || data_type, ',' order by 1) from
                   (select table_schema, table_name, column_name, data_type from information_schema.columns
                    where table_schema in ('public', 'hangfire') order by 1, 2, 3) c)
            || (select count(*) from plan_types) || '/' || (select count(*) from codes) || '/' || (select version from reference_version)
        """);
}
