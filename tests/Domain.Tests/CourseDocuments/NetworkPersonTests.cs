using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class NetworkPersonTests
{
    [Fact]
    public void A_network_person_is_the_same_in_two_sources_when_both_told_the_same_number()
    {
        var merge = new CourseMerge();
        merge.Add(Told("social", ("N1", "0303509901"), ("N2", "0303509902"), ("N3", null)), out _);
        merge.Add(Told("sundhed", ("M2", "030350-9902"), ("N1", null), ("N3", null)), out _);
        var course = new CourseBuilder();
        merge.Fill(course);
        _ = course.Build(new DateOnly(2026, 10, 5), SeedReference.Snapshot);
        var people = course.Network.Span.ToArray();

        Assert.Equal(["sundhed:M2 social:N2"], people.Where(person => person.Next >= 0).Select(person => $"{person.Key} {people[person.Next].Key}"));
        Assert.Equal(["sundhed:M2"], people.Where((person, row) => person.First != row).Select(person => people[person.First].Key.ToString()));
        Assert.DoesNotContain(people, person => person.Person > people.Length);
    }

    private static CourseDocument Told(string source, params (string Id, string? Cpr)[] people) =>
        ADocument.Bare(source, "snapshot", "2026-10-01T04:00:00+02:00").With("/network", "[" + string.Join(',', people.Select(one =>
            $$"""{ "id": "{{one.Id}}", "name": "Mor Test", "relation": "Mor"{{(one.Cpr is null ? "" : $", \"cpr\": \"{one.Cpr}\"")}} }""")) + "]").Document();
}
