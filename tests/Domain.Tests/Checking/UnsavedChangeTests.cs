using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Checking;

public sealed class UnsavedChangeTests
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    private static CourseDocument Read(JsonNode document) =>
        CourseDocumentReader.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), SeedReference.Snapshot).Document
        ?? throw new InvalidOperationException("The document is not valid.");

    private static List<JsonNode> DocumentsOf(string name) =>
        [.. Directory.GetFiles(Path.Combine(Specification.Folder, "cases", name), "*.json")
            .Where(file => Path.GetFileName(file) != "expected.json").Order(StringComparer.Ordinal).Select(file => JsonNode.Parse(File.ReadAllText(file))!)];

    private static IEnumerable<string> Judge(CourseBuilder course, DateOnly day) =>
        [.. new ConflictEngine().Judge(course.Build(day, SeedReference.Snapshot)).Select(finding => finding.Fingerprint + " " + finding.Severity + " " + finding.Evidence.Json)];

    private static CourseBuilder Merged(IEnumerable<JsonNode> documents)
    {
        var merge = new CourseMerge();
        foreach (var document in documents)
        {
            Assert.Equal(MergeResult.Merged, merge.Add(Read(document), out _));
        }
        var course = new CourseBuilder();
        merge.Fill(course);
        return course;
    }

    [Theory]
    [InlineData("karina", "2026-10-05")]
    [InlineData("jonas", "2027-01-11")]
    [InlineData("poul", "2026-12-07")]
    public void A_change_laid_over_a_course_is_judged_as_when_it_is_merged(string name, string day)
    {
        var documents = DocumentsOf(name);
        foreach (var changed in documents)
        {
            var patch = changed.DeepClone();
            patch["mode"] = "patch";
            patch["exportedAt"] = "2027-06-01T04:00:00+02:00";
            foreach (var appointment in patch["appointments"]?.AsArray() ?? [])
            {
                appointment!["mode"] = "phone";
            }
            var preview = Merged(documents);
            UnsavedChange.Apply(preview, Read(patch));

            Assert.Equal(Judge(Merged([.. documents, patch]), DateOnly.Parse(day)), Judge(preview, DateOnly.Parse(day)));
        }
    }

    [Fact]
    public void Moving_the_physiotherapy_solves_the_overlap_and_nothing_else()
    {
        var documents = DocumentsOf("karina");
        var kept = Merged(documents);
        var before = Fingerprints(kept);
        var patch = documents.Single(document => document["source"]!.GetValue<string>() == "sundhed").DeepClone();
        patch["mode"] = "patch";
        var physiotherapy = patch["appointments"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == "A5")!;
        physiotherapy["start"] = "2026-10-07T15:00:00+02:00";
        physiotherapy["end"] = "2026-10-07T15:45:00+02:00";

        UnsavedChange.Apply(kept, Read(patch));

        Assert.Equal(["appointment.overlap:A4+A5"], before.Except(Fingerprints(kept)));
        Assert.Empty(Fingerprints(kept).Except(before));

        static List<string> Fingerprints(CourseBuilder course) => [.. new ConflictEngine().Judge(course.Build(Day, SeedReference.Snapshot)).Select(finding => finding.Fingerprint)];
    }
}
