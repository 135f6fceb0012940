using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

public sealed class AuditVerbTests : IAsyncLifetime
{
    private readonly Database _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sammenhaeng-audit-").FullName;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_log_is_sealed_by_the_worker_verified_and_proved_by_the_program_and_every_change_is_told()
    {
        await _database.ExecuteAsync("insert into access_log (roles, areas, what, purpose, outcome, request_id) select '{}', '{}', 'Test', 'Test', 'permitted', i::text from generate_series(1, 20) i");
        using (var worker = RunningProgram.Start(_database, [], "worker"))
        {
            var anchor = _database.Configuration["AccessLog:Anchor"]!;
            for (var tries = 0; !File.Exists(anchor) || (await File.ReadAllLinesAsync(anchor, TestContext.Current.CancellationToken)).Length < 2; tries++)
            {
                Assert.False(worker.HasEnded);
                Assert.True(tries < 2400, "Nothing has been sealed for two minutes.");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
            worker.Terminate();
            await worker.EndAsync();
        }
        var (exit, output, errors) = await RunningProgram.RunAsync(_database, "audit", "verify");
        Assert.Equal((0, ""), (exit, output));
        Assert.Contains("20 entries", errors, StringComparison.Ordinal);
        Assert.Contains("anchor up to seal 2", errors, StringComparison.Ordinal);

        var id = await _database.ScalarAsync<Guid>("select id from access_log limit 1");
        await ProveAsync(id);

        await _database.ExecuteAsync($"begin; set local session_replication_role = replica; update access_log set outcome = 'x' where id = '{id}'; commit");
        (exit, output, _) = await RunningProgram.RunAsync(_database, "audit", "verify");
        Assert.Equal(1, exit);
        Assert.StartsWith($"changed seal 2 entry {id}: ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, (await RunningProgram.RunAsync(_database, "audit", "prove", id.ToString())).Exit);

        await _database.ExecuteAsync("begin; set local session_replication_role = replica; delete from access_log_seals; commit");
        (exit, output, _) = await RunningProgram.RunAsync(_database, "audit", "verify");
        Assert.Equal(1, exit);
        Assert.Contains("cut off", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_drawn_is_drawn_again_as_nothing()
    {
        var (exit, output, errors) = await RunningProgram.RunAsync(_database, "audit", "draws");
        Assert.Equal((0, "", "0 draws of 0 visits drawn again, 0 are not as their seed says"), (exit, output, errors.Trim()));
    }

    private async Task ProveAsync(Guid id)
    {
        var proof = Path.Combine(_folder, "proof.json");
        var keys = Path.Combine(_folder, "keys.pem");
        var (exit, json, _) = await RunningProgram.RunAsync(_database, "audit", "prove", id.ToString());
        Assert.Equal(0, exit);
        await File.WriteAllTextAsync(proof, json, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keys, (await RunningProgram.RunAsync(_database, "audit", "keys")).Output, TestContext.Current.CancellationToken);
        // Without a database and its keys.
        Assert.Equal(0, (await RunningProgram.RunAsync(null, "audit", "check-proof", proof, "--keys", keys)).Exit);
        await File.WriteAllTextAsync(proof, json.Replace("permitted", "forbidden", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (wrong, said, _) = await RunningProgram.RunAsync(null, "audit", "check-proof", proof, "--keys", keys);
        Assert.Equal(1, wrong);
        Assert.StartsWith("The proof does not hold.", said, StringComparison.Ordinal);
    }
}
