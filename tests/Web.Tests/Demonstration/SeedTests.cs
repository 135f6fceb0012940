using System.Text.Json;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Tests.House;
using Sammenhaeng.Web.Tests.Verbs;
using Xunit;

namespace Sammenhaeng.Web.Tests.Demonstration;

public sealed class SeedTests(Database database) : IClassFixture<Database>
{
    private static readonly string[] Citizens = ["jonas", "karina", "poul"];

    [Fact]
    public async Task Seeding_twice_gives_everybody_once()
    {
        Assert.Equal(0, (await RunningProgram.RunAsync(database, "seed", "demo")).Exit);
        var first = await CountsAsync();
        // The one draft is of the youth plan, and who gives it up is not given it again.
        Assert.Equal("draft social:Q1 6", await database.ScalarAsync<string>(
            "select h.state || ' ' || r.source || ':' || r.plan_id || ' ' || (select count(*) from holistic_plan_texts) from holistic_plans h join holistic_plan_replacements r on r.holistic_plan_id = h.id"));
        await database.ExecuteAsync("update holistic_plans set state = 'dropped', ended_on = current_date, ended_by = started_by");
        Assert.Equal(0, (await RunningProgram.RunAsync(database, "seed", "demo")).Exit);
        Assert.Equal(first, await CountsAsync());
        Assert.Equal("dropped", await database.ScalarAsync<string>("select state from holistic_plans"));
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from citizens"));
        Assert.Equal(DemonstrationPeople.All.Count + 1, await database.ScalarAsync<long>("select count(*) from users"));
        Assert.True(await database.ScalarAsync<bool>("select count(*) > 10 from places"));
        Assert.Equal(
            Documents().Count(),
            await database.ScalarAsync<long>("select count(*) from imports where origin = 'demonstration' and accepted = 1"));
    }

    [Fact]
    public void Every_contact_of_the_documents_is_one_of_the_people()
    {
        foreach (var (_, text) in Documents())
        {
            using var document = JsonDocument.Parse(text);
            var source = document.RootElement.GetProperty("source").GetString();
            foreach (var contact in document.RootElement.GetProperty("contacts").EnumerateArray())
            {
                var person = Assert.Single(DemonstrationPeople.All, person =>
                    person.Contacts.Any(each => each.Source == source && each.Id == contact.GetProperty("id").GetString()));
                Assert.Contains("Test", person.Name, StringComparison.Ordinal);
                Assert.StartsWith(contact.GetProperty("name").GetString()!, person.Name, StringComparison.Ordinal);
                Assert.Contains(contact.GetProperty("area").GetString()!, person.Areas);
            }
        }
    }

    [Fact]
    public void The_documents_are_the_worked_cases_as_they_were_given()
    {
        foreach (var (path, text) in Documents())
        {
            Assert.Equal(File.ReadAllText(Specified(path)), text);
        }
        Assert.Equal(Citizens.Sum(citizen => Directory.GetFiles(Specified(citizen), "*.json").Count(path => !path.EndsWith("expected.json", StringComparison.Ordinal))), Documents().Count());
        Assert.Equal(File.ReadAllText(Specified("places.json")), Repository.Read("src", "Web", "Demonstration", "places.json"));
    }

    private static string Specified(string path)
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "cases"));
        Assert.True(Directory.Exists(folder), $"The worked cases should lie in {folder}.");
        return Path.Combine(folder, path);
    }

    private static IEnumerable<(string Path, string Text)> Documents()
    {
        var folder = Repository.PathTo("src", "Web", "Demonstration", "documents");
        return Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path)));
    }

    private async Task<(long, long, long)> CountsAsync() => (
        await database.ScalarAsync<long>("select count(*) from users"),
        await database.ScalarAsync<long>("select count(*) from staff_directory"),
        await database.ScalarAsync<long>("select count(*) from appointments"));
}
