using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

[SupportedOSPlatform("linux")]
public sealed partial class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sammenhaeng-command-").FullName;

    // PostgreSQL's user, who is not the one who runs the tests where that is root, must be able to look in.
    public CommandTests() => File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    [InlineData("dev")]
    [InlineData("sammenhaeng")]
    [InlineData("scripts/pg")]
    [InlineData("scripts/build")]
    [InlineData("scripts/install")]
    public async Task Every_command_explains_itself(string command)
    {
        var said = await Command.RunAsync(command, "--help");
        Assert.Equal((0, ""), (said.Exit, said.Problem));
        Assert.NotEmpty(said.Output);
    }

    [Theory]
    [InlineData("run", "--nope")]
    [InlineData("run", "--port", "zero")]
    [InlineData("run", "--port", "70000")]
    [InlineData("run", "--port")]
    [InlineData("run", "--clock", "2026-02-30")]
    [InlineData("test", "--nope")]
    [InlineData("test", "One", "Two")]
    [InlineData("dev", "nope")]
    [InlineData("dev", "migrate", "not-a-name")]
    [InlineData("sammenhaeng", "nope")]
    [InlineData("scripts/pg", "nope")]
    [InlineData("scripts/pg", "start", "--nope")]
    [InlineData("scripts/pg", "start", "--watch", "me")]
    [InlineData("scripts/build", "--nope")]
    [InlineData("scripts/install", "nope")]
    public async Task Bad_use_is_told_in_one_line(params string[] words)
    {
        var said = await Command.RunAsync(words);
        Assert.Equal((2, ""), (said.Exit, said.Output));
        Assert.Single(said.ProblemLines);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        Refuses(await Command.RunAsync("run", "--port", port, "--data", _folder), $"port {port} is taken");
    }

    [Fact]
    public async Task A_half_made_data_folder_is_told_in_one_line()
    {
        MakeData("15", "PG_VERSION", "postgresql.conf", "pg_hba.conf");
        Refuses(await Command.RunAsync("run", "--port", FreePort(), "--data", _folder), "half made");
        Refuses(await Command.RunAsync("scripts/pg", "start", _folder), "half made");
    }

    [Fact]
    public async Task A_data_folder_of_another_version_is_told_in_one_line()
    {
        MakeData("12", "PG_VERSION", "global/pg_control", "base/1", "postgresql.conf", "pg_hba.conf");
        Refuses(await Command.RunAsync("run", "--port", FreePort(), "--data", _folder), "made by PostgreSQL 12");
    }

    [Fact]
    public async Task A_folder_that_is_a_data_folder_itself_is_left_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "PG_VERSION"), "15", TestContext.Current.CancellationToken);
        Refuses(await Command.RunAsync("run", "--port", FreePort(), "--data", _folder), "a PostgreSQL data folder itself");
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Missing_database_programs_are_told_in_one_line()
    {
        var nothing = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        var environment = new Dictionary<string, string> { ["SAMMENHAENG_PGBIN"] = nothing };
        Refuses(await Command.RunAsync(environment, "run", "--port", FreePort(), "--data", _folder), "postgres is missing");
    }

    [Theory]
    [InlineData("setpriv is missing. Install it: apt-get install util-linux")]
    [InlineData(".NET SDK is missing", "setpriv", "flock")]
    public async Task Missing_tools_are_told_in_one_line(string line, params string[] present)
    {
        foreach (var tool in (string[])["dirname", "sed", "env", "bash", .. present])
        {
            File.CreateSymbolicLink(Path.Combine(_folder, tool), Path.Combine("/usr/bin", tool));
        }
        var environment = new Dictionary<string, string> { ["PATH"] = _folder };
        Refuses(await Command.RunAsync(environment, "run", "--data", _folder), line);
        Refuses(await Command.RunAsync(environment, "test"), line);
    }

    /// <summary>Stopped and started again within the second after which the first watcher looks: what it finds then is not its own.</summary>
    [Fact]
    public async Task A_database_that_is_started_again_at_once_is_not_stopped_by_who_watched_the_one_before()
    {
        using var first = Process.Start("sleep", "600");
        using var second = Process.Start("sleep", "600");
        var cluster = "";
        try
        {
            cluster = (await Command.RunAsync("scripts/pg", "throw-away", "--watch", first.Id.ToString(CultureInfo.InvariantCulture))).Output.Trim();
            // As long as it is stopped it would be deleted, were it still one to be thrown away.
            File.Delete(Path.Combine(cluster, "throw-away"));
            Assert.Equal(0, (await Command.RunAsync("scripts/pg", "stop", cluster)).Exit);
            first.Kill();
            Assert.Equal(0, (await Command.RunAsync("scripts/pg", "start", cluster, "--watch", second.Id.ToString(CultureInfo.InvariantCulture))).Exit);
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            Assert.Equal(0, (await Command.RunAsync("scripts/pg", "status", cluster)).Exit);
        }
        finally
        {
            first.Kill();
            second.Kill();
            await Command.RunAsync("scripts/pg", "reset", cluster);
            Directory.Delete(cluster, recursive: true);
        }
    }

    [Fact]
    public async Task A_killed_database_starts_again_and_ends_with_the_process_it_watches()
    {
        using var watched = Process.Start("/bin/sleep", "600");
        var id = watched.Id.ToString(CultureInfo.InvariantCulture);
        var cluster = (await Command.RunAsync("scripts/pg", "throw-away", "--watch", id)).Output.Trim();
        try
        {
            Process.GetProcessById(await PostmasterAsync(cluster)).Kill();
            Assert.Equal(0, (await Command.RunAsync("scripts/pg", "start", cluster, "--watch", id)).Exit);
            var postmaster = Process.GetProcessById(await PostmasterAsync(cluster));
            watched.Kill();
            await postmaster.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
        finally
        {
            watched.Kill();
            await Command.RunAsync("scripts/pg", "stop", cluster);
        }
    }

    private static async Task<int> PostmasterAsync(string cluster)
    {
        var said = await Command.RunAsync("scripts/pg", "status", cluster);
        Assert.Equal((0, ""), (said.Exit, said.Problem));
        return int.Parse(ProcessNumber().Match(said.Output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static void Refuses(Command said, string because)
    {
        Assert.Contains(because, Assert.Single(said.ProblemLines));
        Assert.Equal((1, ""), (said.Exit, said.Output));
    }

    private void MakeData(string version, params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(_folder, "pg", "data", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, version);
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("process ([0-9]+)")]
    private static partial Regex ProcessNumber();
}
