using System.Globalization;
using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>The import in the database does what the merge in memory does, and the order of arrival does not matter.</summary>
public sealed class MergeAgreementTests : IAsyncLifetime
{
    private readonly Database _database = new();
    private int _citizens;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public Task The_database_and_the_memory_make_the_same_course_of_the_same_documents() =>
        Gen.Select(SmallDocuments.Any, Gen.Bool).SampleAsync(
            async (told, atOnce) =>
            {
                var cpr = NextCpr();
                var lines = told.Select(one => SmallDocuments.Write(one, cpr).ToJsonString()).ToArray();
                var (course, expected) = await MergeAsync(lines);

                var results = await ImportAsync(lines, atOnce);

                Assert.Equal(expected, results);
                if (expected.Contains("taken", StringComparison.Ordinal))
                {
                    Assert.Equal(course, (await CourseOfAsync(cpr)).Describe());
                }
            },
            iter: 100,
            threads: 1);

    [Fact]
    public Task Documents_give_the_same_course_in_whatever_order_they_come() =>
        SmallDocuments.OfDifferentMoments.SelectMany(told => Gen.Shuffle(told), (told, shuffled) => (told, shuffled)).SampleAsync(
            async pair =>
            {
                var first = await CourseAfterAsync(pair.told);
                var second = await CourseAfterAsync(pair.shuffled);

                Assert.Equal(first, second);
            },
            iter: 100,
            threads: 1);

    /// <summary>What a source has ended is remembered only where it was told: plans that ended are left out of the comparison.</summary>
    private async Task<string> CourseAfterAsync(SmallDocuments.Told[] told)
    {
        var cpr = NextCpr();
        var answer = await _database.ImportAsync([.. told.Select(one => SmallDocuments.Write(one, cpr, isWhole: true, tellsLimits: false))]);
        Assert.Empty(answer.RejectedDocuments.SelectMany(outcome => outcome.Errors));
        var course = await CourseOfAsync(cpr);
        WithoutEndedPlans(course);
        _ = course.Build(Database.Today, await ReferenceAsync());
        return course.Describe().Replace(cpr, "", StringComparison.Ordinal);
    }

    private static void WithoutEndedPlans(CourseBuilder course)
    {
        for (var i = course.Plans.Count - 1; i >= 0; i--)
        {
            if (course.Plans[i].Status == PlanStatus.Completed)
            {
                for (var j = course.Shares.Count - 1; j >= 0; j--)
                {
                    if (course.Shares[j].Plan == i)
                    {
                        course.Shares.RemoveAt(j);
                    }
                }
                course.Plans.RemoveAt(i);
            }
        }
    }

    private async Task<string> ImportAsync(string[] lines, bool atOnce)
    {
        var rejected = new HashSet<long>();
        var older = 0L;
        if (atOnce)
        {
            rejected = [.. (await _database.ImportLinesAsync(lines)).RejectedDocuments.Select(outcome => outcome.Line)];
        }
        else
        {
            for (var i = 0; i < lines.Length; i++)
            {
                if ((await _database.ImportLinesAsync(lines[i])).Rejected > 0)
                {
                    rejected.Add(i + 1);
                }
            }
        }
        older = await _database.ScalarAsync<long>("select coalesce(sum(ignored_older), 0)::bigint from imports");
        await _database.ExecuteAsync("delete from rejected_documents");
        await _database.ExecuteAsync("delete from imports");
        var taken = lines.Length - rejected.Count - older;
        return Results(taken, older, rejected);
    }

    private async Task<(string Course, string Results)> MergeAsync(string[] lines)
    {
        var reference = await ReferenceAsync();
        var merge = new CourseMerge();
        var rejected = new HashSet<long>();
        long taken = 0, older = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var reading = CourseDocumentReader.Read(Encoding.UTF8.GetBytes(lines[i]), reference);
            var result = reading.Document is { } document ? merge.Add(document, out _) : MergeResult.Refused;
            taken += result == MergeResult.Merged ? 1 : 0;
            older += result == MergeResult.Older ? 1 : 0;
            if (result == MergeResult.Refused)
            {
                rejected.Add(i + 1);
            }
        }
        var course = new CourseBuilder();
        merge.Fill(course);
        _ = course.Build(Database.Today, reference);
        return (course.Describe(), Results(taken, older, rejected));
    }

    private static string Results(long taken, long older, HashSet<long> rejected) =>
        $"{(taken > 0 ? "taken" : "none")} {taken}, older {older}, rejected {string.Join(' ', rejected.Order())}";

    private async Task<CourseBuilder> CourseOfAsync(string cpr)
    {
        Assert.True(Domain.Citizens.Cpr.TryParse(cpr, out var number));
        var index = _database.Services.GetRequiredService<Application.Citizens.ICprProtection>().IndexOf(number);
        return await _database.CourseAsync(await _database.ScalarAsync<Guid>("select id from citizens where cpr_index = $1", index));
    }

    private async Task<ReferenceSnapshot> ReferenceAsync() =>
        (await _database.Services.GetRequiredService<IReferenceData>().CurrentAsync()).On(Database.Today);

    /// <summary>Each sample has a citizen of its own, all born on the first ten days of 1980.</summary>
    private string NextCpr()
    {
        var number = _citizens++;
        return string.Create(CultureInfo.InvariantCulture, $"{number / 100 + 1:00}018099{number % 100:00}");
    }
}
