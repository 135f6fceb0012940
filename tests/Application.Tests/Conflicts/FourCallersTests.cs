using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Conflicts.Checking;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>
/// One engine, four callers, the same findings: what the preview of the last change says, what the check after it writes, what the sweep
/// of everyone writes into an empty table, and what <c>check</c> finds in the same documents without a database.
/// </summary>
public sealed class FourCallersTests : Database
{
    private const int Seeds = 14;
    private const int Patches = 3;

    [Theory]
    [InlineData("karina", "2026-10-05", 12)]
    [InlineData("poul", "2026-12-07", 12)]
    [InlineData("jonas", "2027-01-11", 12)]
    public async Task All_four_find_the_same_in_a_worked_citizen_thrown_about(string name, string day, int rules)
    {
        StandOn(DateOnly.Parse(day, CultureInfo.InvariantCulture));
        var found = new HashSet<string>();
        var all = new List<(CitizenId Citizen, string Findings)>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var documents = new ThrownDocuments(seed).Of(name, CprOf(name, seed), Patches);
            all.Add(await JudgeAsync(seed, documents, found));
        }
        await SweepAgreesAsync(all);
        Assert.True(found.Count >= rules, $"Only {string.Join(' ', found)} were found.");
    }

    [Fact]
    public async Task All_four_find_the_same_in_small_documents_that_meet_all_the_time()
    {
        var all = new List<(CitizenId Citizen, string Findings)>();
        for (var seed = 0; seed < 3 * Seeds; seed++)
        {
            var random = new Random(seed);
            var cpr = $"{new DateOnly(1980, 1, 1).AddDays(seed):ddMMyy}9901";
            var documents = Enumerable.Range(0, 5).Select(number => SmallDocuments.Write(
                new SmallDocuments.Told(random.Next(2), number, number < 2, [.. Enumerable.Range(0, 14).Select(_ => random.Next(8))]), cpr, isWhole: true));
            all.Add(await JudgeAsync(seed, [.. documents], []));
        }
        await SweepAgreesAsync(all);
    }

    /// <summary>The three that judge one citizen; answers what they all found.</summary>
    private async Task<(CitizenId Citizen, string Findings)> JudgeAsync(int seed, List<JsonObject> documents, HashSet<string> rules)
    {
        var last = documents[^1];
        await TakeAsync([.. documents.SkipLast(1)]);
        var cpr = Cpr.Parse(last["citizen"]!["cpr"]!.GetValue<string>());
        var index = Services.GetRequiredService<Application.Citizens.ICprProtection>().IndexOf(cpr);
        var citizen = CitizenId.From(await ScalarAsync<Guid>("select id from citizens where cpr_index = $1", index));
        var before = await StoredAsync(citizen);

        var footprint = await this.FootprintAsync();
        var preview = await SendAsync(new PreviewChange(citizen, Encoding.UTF8.GetBytes(last.ToJsonString())));
        Assert.Empty(preview.Errors);
        Assert.Equal(footprint, await this.FootprintAsync());
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from due_citizens"));

        await TakeAsync([last]);
        var stored = await StoredAsync(citizen);
        Assert.True(stored == Lines(preview.Caused.Concat(preview.Left).Select(line => (line.Fingerprint, line.Severity))), $"Preview, seed {seed}:\n{stored}\nwas\n{Lines(preview.Caused.Concat(preview.Left).Select(line => (line.Fingerprint, line.Severity)))}");
        Assert.Equal(Fingerprints(before), preview.Solved.Concat(preview.Left).Select(line => line.Fingerprint).Order(StringComparer.Ordinal));

        var request = new JsonObject
        {
            ["asOf"] = LocalTime.DateOf(Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["documents"] = new JsonArray([.. documents.Select(document => document.DeepClone())]),
        };
        var check = new CourseChecker().Check(Encoding.UTF8.GetBytes(request.ToJsonString()));
        Assert.Empty(check.Errors);
        Assert.True(stored == Lines(check.Findings.Select(finding => (finding.Fingerprint, finding.Severity))), $"Check, seed {seed}:\n{stored}\nwas\n{Lines(check.Findings.Select(finding => (finding.Fingerprint, finding.Severity)))}");
        rules.UnionWith(check.Findings.Select(finding => finding.Rule));
        return (citizen, stored);
    }

    private async Task SweepAgreesAsync(List<(CitizenId Citizen, string Findings)> all)
    {
        await ExecuteAsync("delete from conflict_history; delete from conflicts; delete from citizen_checks");
        var sweeps = Services.GetRequiredService<ISweeps>();
        var id = await sweeps.RequestAsync(null, by: null, TestContext.Current.CancellationToken);
        await sweeps.RunAsync(id, progress: null, TestContext.Current.CancellationToken);
        foreach (var (citizen, findings) in all)
        {
            Assert.Equal(findings, await StoredAsync(citizen));
        }
    }

    private async Task TakeAsync(JsonObject[] documents)
    {
        var answer = await this.ImportAsync(documents);
        Assert.Empty(answer.RejectedDocuments.SelectMany(document => document.Errors).Select(error => error.Path + " " + error.Code));
        await RecheckAsync();
    }

    private Task<string> StoredAsync(CitizenId citizen) => ScalarAsync<string>(
        "select coalesce(string_agg(fingerprint || ' ' || severity, E'\n' order by fingerprint collate \"C\", severity), '') from conflicts where citizen_id = $1 and is_found", citizen.Value);

    private static IEnumerable<string> Fingerprints(string stored) => stored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(' ')]);

    private static string Lines(IEnumerable<(string Fingerprint, Domain.Conflicts.Severity Severity)> findings) => string.Join('\n',
        findings.OrderBy(finding => finding.Fingerprint, StringComparer.Ordinal).ThenBy(finding => finding.Severity).Select(finding => $"{finding.Fingerprint} {(int)finding.Severity}"));

    /// <summary>A number for each, with the birthday that the case has.</summary>
    private static string CprOf(string name, int seed)
    {
        var expected = RepositoryRoot.Shared("cases", name, "expected.json");
        var file = Directory.EnumerateFiles(Path.GetDirectoryName(expected)!, "*.json").First(one => one != expected);
        var cpr = Sending.Case(name, Path.GetFileNameWithoutExtension(file))["citizen"]!["cpr"]!.GetValue<string>();
        return cpr[..^2] + (10 + seed).ToString(CultureInfo.InvariantCulture);
    }

    private void StandOn(DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(8, 0));
        var at = new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local)).ToUniversalTime();
        if (at > Clock.GetUtcNow())
        {
            Clock.SetUtcNow(at);
        }
    }
}
