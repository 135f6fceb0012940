using System.Globalization;
using System.Text.RegularExpressions;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Notices;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>The papers about security and data protection say what is so: what they name is there.</summary>
public sealed partial class PapersTests
{
    private const string NoTest = "Ingen prøve";

    public static TheoryData<string> Papers => ["SECURITY.md", "docs/dpia.md", "docs/article-30.md", "docs/retention.md"];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_test_that_is_named_is_there(string paper) => Assert.Empty(
        NamedTest().Matches(Repository.Read(paper)).Select(match => match.Value).Except(TestNames.All));

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_file_that_is_named_is_there(string paper) => Assert.DoesNotContain(
        NamedFile().Matches(Repository.Read(paper)).Select(match => match.Groups[1].Value), file => !Path.Exists(Repository.PathTo(file)));

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_command_that_is_named_finds_something(string paper)
    {
        var text = Repository.Read(paper);
        Assert.DoesNotContain(
            TestCommand().Matches(text).Select(match => match.Groups[1].Value),
            part => !TestNames.All.Any(name => name.Contains(part, StringComparison.Ordinal)));
        Assert.DoesNotContain(
            ProveCommand().Matches(text).Select(match => match.Groups[1].Value),
            proof => !Repository.Read("dev").Contains($"{proof})", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_risk_has_a_test_or_says_that_it_has_none()
    {
        var risks = Repository.Read("docs", "dpia.md").Split('\n').Where(line => Risk().IsMatch(line))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.True(risks.Count > 10, $"{risks.Count} risks");
        Assert.All(risks, cells => Assert.True(
            cells.Length == 6 && (NamedTest().IsMatch(cells[5]) || cells[5].StartsWith(NoTest, StringComparison.Ordinal)), cells[0]));
    }

    [Fact]
    public void The_limits_that_are_told_are_those_of_the_code()
    {
        var (rates, signIn) = (new RateLimits(), new SignInSettings());
        var code = PoolSetting().Matches(Repository.Read("src", "Infrastructure", "Persistence", "DataSource.cs"))
            .Where(match => match.Groups[1].Value is "Maximum Pool Size" or "Timeout" or "Command Timeout")
            .ToDictionary(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));
        code["RateLimits:PerSecond"] = rates.PerSecond;
        code["RateLimits:Burst"] = rates.Burst;
        code["RateLimits:SearchesPerMinute"] = rates.SearchesPerMinute;
        code["RateLimits:SuggestionsPerMinute"] = rates.SuggestionsPerMinute;
        code["RateLimits:CprLookupsPerMinute"] = rates.CprLookupsPerMinute;
        code["RateLimits:TokensPerMinute"] = rates.TokensPerMinute;
        code["RateLimits:Waiting"] = rates.Waiting;
        code["SignIn:IdleMinutes"] = signIn.IdleMinutes;
        code["SignIn:LongestHours"] = signIn.LongestHours;
        code["CitizenSignIn:IdleMinutes"] = new CitizenSignInSettings().IdleMinutes;
        code["NoticeHub.MostPerPerson"] = NoticeHub.MostPerPerson;
        code["Limits.OrdinaryBody"] = Limits.OrdinaryBody;
        code["DocumentLimits.MaxBytes"] = DocumentLimits.MaxBytes;
        code["DocumentLimits.MaxDepth"] = DocumentLimits.MaxDepth;
        code["CourseDocuments:MaxBytes"] = ImportDocuments.DefaultMaxBytes;
        var told = ToldLimit().Matches(Repository.Read("SECURITY.md")).ToDictionary(match => match.Groups[1].Value, match => Number(match.Groups[2].Value));
        Assert.Equal(code.OrderBy(limit => limit.Key, StringComparer.Ordinal), told.OrderBy(limit => limit.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_table_is_told_in_the_paper_of_retention()
    {
        var made = Directory.EnumerateFiles(Repository.PathTo("src", "Infrastructure", "Persistence", "Sql"), "*.sql")
            .Concat(Directory.EnumerateFiles(Repository.PathTo("src", "Infrastructure", "Persistence", "Migrations"), "*.cs"))
            .SelectMany(file => MadeTable().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();
        Assert.Contains("citizens", made);
        Assert.Contains("access_log", made);
        var told = RetentionRow().Matches(Repository.Read("docs", "retention.md"))
            .SelectMany(row => Quoted().Matches(row.Value).Select(match => match.Groups[1].Value));
        Assert.Equal(made.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_job_that_removes_something_is_named_in_the_paper_of_retention()
    {
        var paper = Repository.Read("docs", "retention.md");
        var jobs = Repository.Sources("src/Application", "src/Infrastructure").Select(file => Path.GetFileNameWithoutExtension(file.Path))
            .Where(name => name.StartsWith("Forget", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(jobs);
        Assert.All(jobs, job => Assert.Contains($"`{job}`", paper, StringComparison.Ordinal));
    }

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bSammenhaeng\.[A-Za-z]+\.Tests(?:\.\w+)+")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"[`(]((?:src|docs|tests|scripts|tools|bench)/[\w./-]*\w)[`)]")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"`\./test ([\w.]+)`")]
    private static partial Regex TestCommand();

    [GeneratedRegex(@"`\./dev prove (\w+)`")]
    private static partial Regex ProveCommand();

    [GeneratedRegex(@"^\| R\d+ ")]
    private static partial Regex Risk();

    [GeneratedRegex(@"^\| `([^`]+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ToldLimit();

    [GeneratedRegex("""Default\(settings, "([^"]+)", \(\) => settings\.\w+ = (\d+)\)""")]
    private static partial Regex PoolSetting();

    // A table of a script, or of a migration that the tool has written.
    [GeneratedRegex("""(?:^\s*create table (?:if not exists )?|CreateTable\(\s*name: ")([a-z_]+)""", RegexOptions.Multiline)]
    private static partial Regex MadeTable();

    // The first cell names one table or several that are kept alike.
    [GeneratedRegex(@"^\| `[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex RetentionRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
