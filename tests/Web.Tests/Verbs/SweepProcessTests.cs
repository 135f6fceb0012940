using System.Globalization;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

/// <summary>Sweeps and an import as they are in operation: processes of their own, on one database at the same time.</summary>
public sealed class SweepProcessTests : Database
{
    private const int Citizens = 300;

    [Fact]
    public async Task Two_sweeps_and_an_import_at_once_leave_each_conflict_and_its_history_once()
    {
        for (var i = 0; i < Citizens; i++)
        {
            var citizen = await this.ACitizenAsync();
            await this.APlanAsync(citizen, "AKB");
            await this.APlanAsync(citizen, "SIU");
        }
        var documents = Directory.GetFiles(Path.GetDirectoryName(RepositoryRoot.Shared("cases", "places.json"))!, "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("expected.json" or "places.json")).ToArray();
        string[] clock = ["--clock", Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];

        var ended = await Task.WhenAll(
            RunningProgram.RunAsync(this, ["sweep", .. clock]),
            RunningProgram.RunAsync(this, ["import", .. documents, .. clock]),
            RunningProgram.RunAsync(this, ["sweep", .. clock]));
        Assert.All(ended, process => Assert.True(process.Exit == 0, process.Errors));
        await RecheckAsync();
        var last = await RunningProgram.RunAsync(this, ["sweep", .. clock]);

        Assert.Contains(", 0 conflicts opened, 0 changed, 0 closed, 0 citizens left", last.Output, StringComparison.Ordinal);
        Assert.Equal((long)Citizens, await ScalarAsync<long>(
            "select count(*) from conflicts c join citizens z on z.id = c.citizen_id where c.rule = 'coordinator.missing' and z.given_name = 'Karina Test' and z.family_name = 'Testesen'"));
        Assert.Equal(0L, await ScalarAsync<long>(
            "select count(*) from (select 1 from conflicts group by citizen_id, fingerprint having count(*) > 1) twice"));
        Assert.Equal(0L, await ScalarAsync<long>(
            "select count(*) from (select 1 from conflict_history group by conflict_id, change having count(*) > 1) twice"));
        Assert.Equal(0L, await ScalarAsync<long>(
            "select count(*) from conflicts c where not exists (select from conflict_history h where h.conflict_id = c.id and h.change = 'opened')"));
    }
}
