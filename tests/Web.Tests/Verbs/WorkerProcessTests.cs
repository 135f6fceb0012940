using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

/// <summary>Workers as they are in operation: processes of their own, which may be killed at any moment.</summary>
public sealed class WorkerProcessTests : Database
{
    private const int Citizens = 400;

    [Fact]
    public async Task Two_workers_one_of_them_killed_judge_every_due_citizen_once_in_effect()
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var i = 0; i < Citizens; i++)
        {
            var citizen = await this.ACitizenAsync();
            await this.APlanAsync(citizen, "AKB");
            await this.APlanAsync(citizen, "SIU");
        }
        await ExecuteAsync("insert into due_citizens (citizen_id) select id from citizens");

        using var killed = Start();
        using var other = Start();
        try
        {
            await UntilAsync(async () => await DueAsync() < Citizens, "the workers have begun");
            killed.Kill();
            await UntilAsync(
                async () =>
                {
                    // What the killed one had claimed is free after a minute; a minute passes here at once.
                    await ExecuteAsync("update due_citizens set claimed_until = now() - interval '1 second' where claimed_until > now() + interval '5 seconds'");
                    return await DueAsync() == 0;
                },
                "nobody is due");
        }
        finally
        {
            foreach (var process in (Process[])[killed, other])
            {
                process.Kill();
                await process.WaitForExitAsync(cancellation);
            }
        }

        Assert.Equal((long)Citizens, await ScalarAsync<long>("select count(*) from citizen_checks"));
        // The same course has the same conflicts: the same number for everyone, and none of them twice.
        Assert.Equal(1L, await ScalarAsync<long>("select count(distinct n) from (select count(*) n from conflicts group by citizen_id) x"));
        Assert.Equal((long)Citizens, await ScalarAsync<long>("select count(*) from conflicts where rule = 'coordinator.missing'"));
        Assert.Equal(0L, await ScalarAsync<long>(
            "select count(*) from (select 1 from conflicts group by citizen_id, fingerprint having count(*) > 1) x"));
    }

    private Task<long> DueAsync() => ScalarAsync<long>("select count(*) from due_citizens");

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "sammenhaeng.dll"), "worker"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in Configuration.AsEnumerable())
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task UntilAsync(Func<Task<bool>> reached, string what)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(2), $"Waited two minutes until {what}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
