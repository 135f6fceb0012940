using System.Net;
using System.Net.Sockets;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

public sealed class VerbTests(Database database) : IClassFixture<Database>
{
    [Fact]
    public async Task Help_lists_every_verb_and_each_tells_how_it_is_used()
    {
        var (exit, overview, _) = await RunningProgram.RunAsync(null, "--help");
        Assert.Equal(0, exit);
        var verbs = overview.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[0]).ToList();
        Assert.Superset(new HashSet<string> { "serve", "worker", "migrate", "import", "check", "sweep", "seed", "audit" }, verbs.ToHashSet());
        foreach (var verb in verbs)
        {
            var (code, help, _) = await RunningProgram.RunAsync(null, verb, "--help");
            Assert.Equal(0, code);
            Assert.StartsWith($"Use: sammenhaeng {verb}", help, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("serve", "--nonsense")]
    [InlineData("serve", "--port", "x")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("serve", "--port")]
    [InlineData("serve", "word")]
    [InlineData("worker", "--port=1")]
    [InlineData("migrate", "word")]
    [InlineData("import")]
    [InlineData("import", "/no/such/file.json")]
    [InlineData("check")]
    [InlineData("check", "/no/such/file.json")]
    [InlineData("sweep", "--as-of", "tomorrow")]
    [InlineData("sweep", "--as-of", "9999-12-31")]
    [InlineData("sweep", "--as-of", "0001-01-01")]
    [InlineData("sweep", "--clock", "nonsense")]
    [InlineData("import", "-", "--clock", "2026-02-30")]
    [InlineData("serve", "--clock", "9999-12-31")]
    [InlineData("worker", "--clock", "2026-10-05T25:00")]
    [InlineData("seed", "demo", "--clock", "nonsense")]
    [InlineData("sweep", "word")]
    [InlineData("seed")]
    [InlineData("seed", "other")]
    [InlineData("audit")]
    [InlineData("audit", "nonsense")]
    [InlineData("audit", "verify", "--from", "yesterday")]
    [InlineData("audit", "verify", "--from", "2026-10-06", "--to", "2026-10-05")]
    [InlineData("audit", "verify", "--anchor", "/no/such/anchor.txt")]
    [InlineData("audit", "verify", "--keys", "x")]
    [InlineData("audit", "prove")]
    [InlineData("audit", "prove", "no-id")]
    [InlineData("audit", "check-proof", "/no/such/proof.json")]
    public async Task Bad_use_is_one_line_and_2(params string[] args)
    {
        var (exit, output, errors) = await RunningProgram.RunAsync(database, args);
        Assert.Equal(2, exit);
        Assert.Equal("", output);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains("--help", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings__Sammenhaeng", "", "ConnectionStrings:Sammenhaeng")]
    [InlineData("ConnectionStrings__Sammenhaeng", "Host=/nonexistent;Username=x;Database=y;Timeout=1", "does not answer")]
    [InlineData("Keys__Path", "/nonexistent/ring.json", "key ring")]
    public async Task What_is_missing_on_the_machine_is_one_line_and_3(string name, string value, string reason)
    {
        using var program = RunningProgram.Start(database, [(name, value), ("Keys__CreateIfMissing", "false")], "import", "-");
        var (exit, output, errors) = await program.EndAsync();
        Assert.Equal(3, exit);
        Assert.Equal("", output);
        Assert.Contains(reason, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignIn__Demonstration", "true", "SignIn:Demonstration")]
    [InlineData("SignIn__Authority", "http://login.example", "https")]
    [InlineData("SignIn__Authority", "", "SignIn:Authority")]
    [InlineData("SignIn__Levels__0", " ", "SignIn:Levels")]
    [InlineData("Clock__Now", "2026-10-05", "clock")]
    public async Task What_must_not_be_in_production_does_not_start_there(string name, string value, string reason)
    {
        using var program = RunningProgram.Start(
            database,
            [("DOTNET_ENVIRONMENT", "Production"), ("ASPNETCORE_ENVIRONMENT", "Production"), ("SignIn__Authority", "https://login.example"), ("SignIn__Levels__0", "high"), (name, value)],
            "serve");
        var (exit, _, errors) = await program.EndAsync();
        Assert.Equal(3, exit);
        Assert.Contains(reason, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_one_line_and_3()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var program = RunningProgram.Start(database, [("Logs__Console", "false")], "serve", "--no-jobs", "--port", port);
        var (exit, _, errors) = await program.EndAsync();
        Assert.Equal(3, exit);
        Assert.Contains("port is taken", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_it_says_that_it_is_not_ready_while_it_still_serves()
    {
        var port = FreePort();
        using var program = RunningProgram.Start(database, [("Hosting__DrainSeconds", "8")], "serve", "--no-jobs", $"--port={port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilAsync(async () => await StatusAsync(client, "/readyz") == HttpStatusCode.OK, program);
        program.Terminate();
        await UntilAsync(async () => await StatusAsync(client, "/readyz") == HttpStatusCode.ServiceUnavailable, program);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/livez"));
        var (exit, _, errors) = await program.EndAsync();
        Assert.Equal((0, ""), (exit, errors));
    }

    [Fact]
    public async Task A_worker_stops_when_told()
    {
        using var program = RunningProgram.Start(database, [], "worker");
        await UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from hangfire.server") > 0, program);
        program.Terminate();
        var (exit, _, errors) = await program.EndAsync();
        Assert.Equal((0, ""), (exit, errors));
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, RunningProgram program)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.False(program.HasEnded);
            Assert.True(tries < 2400, "It has taken two minutes.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
