using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Rules;

public sealed class LoadContactsRuleTests : IRuleExamples
{
    private const string Rule = "load.contacts";

    static string IRuleExamples.Rule => Rule;

    static IEnumerable<CourseUnderTest> IRuleExamples.Examples => [Contacts(5)];

    private static CourseUnderTest Contacts(int count, CourseUnderTest? course = null)
    {
        course ??= A.Course("2026-10-05");
        for (var i = 0; i < count; i++)
        {
            course.Contact("W" + i);
        }
        return course;
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void More_than_four_are_too_many(int count, bool found) =>
        Assert.Equal(found ? ["citizen M"] : [], Contacts(count).Finds(Rule));

    [Fact]
    public void The_facts_are_the_count_the_limit_and_the_contacts() =>
        Assert.Equal("""{"count":2,"limit":1,"contacts":["social:W0","social:W1"]}""",
            Contacts(2, A.Course("2026-10-05").Citizen(activeContacts: 1)).Evidence(Rule));

    [Fact]
    public void The_citizens_own_limit_goes_before_the_municipalitys()
    {
        Assert.Equal(["citizen M"], Contacts(3, A.Course("2026-10-05").Citizen(activeContacts: 2)).Finds(Rule));
        Assert.Empty(Contacts(6, A.Course("2026-10-05").Citizen(activeContacts: 6)).Finds(Rule));
        Assert.Empty(Contacts(5, A.Course("2026-10-05").Limits(x => x with { ActiveContacts = 5 })).Finds(Rule));
    }

    [Theory]
    [InlineData("2026-10-05", null, true)]
    [InlineData("2026-10-06", null, false)]
    [InlineData("2026-01-01", "2026-10-05", true)]
    [InlineData("2026-01-01", "2026-10-04", false)]
    public void Only_whose_period_covers_asOf_count(string from, string? to, bool found) =>
        Assert.Equal(found, Contacts(4).Contact("X", from: from, to: to).Finds(Rule).Length == 1);

    [Fact]
    public void A_contact_without_a_first_day_has_always_been_there()
    {
        var course = Contacts(4).With(rows =>
        {
            ref var contact = ref rows.Contacts.Add();
            contact = rows.Contacts[0];
            contact.Key = new ItemKey(A.Social, "X");
            contact.Period = Days.Of(null, null);
        });

        Assert.Equal(["citizen M"], course.Finds(Rule));
    }

    [Fact]
    public void A_team_of_one_area_counts_as_one()
    {
        var course = Contacts(3).Contact("T1", team: "Team A").Contact("T2", team: "Team A").Contact("T3", team: "Team A", source: A.Health);

        Assert.Empty(course.Finds(Rule));
        Assert.Equal(["citizen M"], course.Contact("T4", team: "Team A", area: "AHL").Finds(Rule));
    }

    [Fact]
    public void Two_teams_are_two_and_no_team_is_no_team()
    {
        Assert.Equal(["citizen M"], Contacts(3).Contact("T1", team: "Team A").Contact("T2", team: "Team B").Finds(Rule));
        Assert.Equal(["citizen M"], Contacts(3).Contact("T1", team: "").Contact("T2", team: "").Finds(Rule));
    }

    [Fact]
    public void Equal_ids_of_two_sources_are_two_unless_the_staff_directory_knows_them_as_one()
    {
        Assert.Equal(["citizen M"], Contacts(4).Contact("W0", source: A.Health).Finds(Rule));
        Assert.Empty(Contacts(3).Contact("X", person: "p7").Contact("Y", person: "p7", source: A.Health).Finds(Rule));
        Assert.Equal(["citizen M"], Contacts(3).Contact("X", person: "p7").Contact("Y", person: "p8").Finds(Rule));
    }
}
