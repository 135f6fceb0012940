using System.Globalization;
using System.Text.RegularExpressions;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>docs/asvs.csv claims no more than there is.</summary>
public sealed partial class AsvsTests
{
    private const string Head = "id,level,applies,where,test";

    private sealed record Row(string Id, int Level, string Applies, string Where, string Test);

    private static readonly string[] Lines = Repository.Read("docs", "asvs.csv").TrimEnd('\n').Split('\n');

    private static readonly IReadOnlyList<Row> Table = [.. Lines.Skip(1).Select(line => line.Split(','))
        .Select(cells => new Row(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], cells[3], cells[4]))];

    [Fact]
    public void Every_line_has_five_cells_and_says_yes_no_deployment_or_open()
    {
        Assert.Equal(Head, Lines[0]);
        Assert.All(Lines, line => Assert.Equal(5, line.Split(',').Length));
        Assert.All(Table, row => Assert.True(row.Applies is "yes" or "no" or "deployment" or "open", row.Id));
    }

    [Fact]
    public void Ids_come_once_and_in_order() => Assert.Equal(Table.Select(row => row.Id).Distinct().OrderBy(Place), Table.Select(row => row.Id));

    [Fact]
    public void Everything_of_levels_2_and_3_that_binds_by_the_specification_is_in_the_table()
    {
        var levels = Table.ToDictionary(row => row.Id, row => row.Level);
        foreach (var (level, least) in new[] { (2, 130), (3, 60) })
        {
            var bound = BoundBySpecification(level);
            Assert.True(bound.Count > least, $"level {level}: {bound.Count}");
            Assert.DoesNotContain(bound, id => levels.GetValueOrDefault(id) != level);
        }
    }

    [Fact]
    public void What_is_met_names_a_file_that_is_there() => Assert.Empty(
        Table.Where(row => row.Applies == "yes" && !Path.Exists(Repository.PathTo(row.Where))).Select(row => $"{row.Id} {row.Where}"));

    [Fact]
    public void What_is_met_names_a_test_that_is_there() => Assert.Empty(
        Table.Where(row => row.Applies == "yes" && !TestNames.All.Contains(row.Test)).Select(row => $"{row.Id} {row.Test}"));

    [Fact]
    public void What_is_not_met_says_why_and_names_no_test() => Assert.Empty(
        Table.Where(row => row.Applies != "yes" && (row.Test.Length > 0 || row.Where.Trim().Length < 10)).Select(row => row.Id));

    [Fact]
    public void A_file_that_a_reason_names_is_there() => Assert.DoesNotContain(
        Table.Where(row => row.Applies != "yes").SelectMany(row => NamedFile().Matches(row.Where).Select(match => match.Value)),
        file => !Path.Exists(Repository.PathTo(file)));

    private static (int, int, int) Place(string id)
    {
        var parts = id.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0], parts[1], parts[2]);
    }

    private static List<string> BoundBySpecification(int level)
    {
        var line = File.ReadLines(RepositoryRoot.Shared("trust.md")).Single(one => one.StartsWith($"**Level {level}, ", StringComparison.Ordinal));
        return [.. Id().Matches(line).Select(match => match.Value)];
    }

    [GeneratedRegex(@"\b\d+\.\d+\.\d+\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b(?:src|docs|tests|scripts|tools)/[\w./-]*\w")]
    private static partial Regex NamedFile();
}
