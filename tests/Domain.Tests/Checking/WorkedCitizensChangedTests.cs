using System.Text;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Conflicts.Checking;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Checking;

/// <summary>The worked citizens with one thing changed: what appears and disappears is exactly what the change is about.</summary>
public sealed class WorkedCitizensChangedTests
{
    [Theory]
    [InlineData("2026-12-29")]
    [InlineData("2027-01-05")]
    public void Weeks_53_and_1_are_both_odd_so_a_visit_at_the_mothers_is_in_the_wrong_home(string day) =>
        Assert.Contains("household.wrongHome:B1", Findings(JonasOn(day)));

    [Fact]
    public void With_an_agreed_calendar_the_mother_has_week_1()
    {
        Assert.Contains("household.wrongHome:B1", Findings(Agreed("2026-12-29")));
        Assert.DoesNotContain("household.wrongHome:B1", Findings(Agreed("2027-01-05")));

        static JsonObject Agreed(string day)
        {
            var request = JonasOn(day);
            Document(request, "social")["household"]!["residences"]![0]!["weeks"] = new JsonArray("2027-W01");
            return request;
        }
    }

    [Fact]
    public void Moving_a_meeting_out_of_its_overlap_removes_exactly_that_conflict()
    {
        var before = Findings(WorkedCitizensTests.RequestOf("poul"));
        var request = WorkedCitizensTests.RequestOf("poul");
        var course = Item(request, "sundhed", "appointments", "T2");
        (course["start"], course["end"]) = ("2026-12-09T11:00:00+01:00", "2026-12-09T12:00:00+01:00");

        Assert.Equal(before.Where(finding => finding != "appointment.overlap:T1+T2"), Findings(request));
    }

    [Fact]
    public void Withdrawing_a_consent_adds_exactly_the_breaches_of_its_shares()
    {
        var before = Findings(WorkedCitizensTests.RequestOf("karina"));
        var request = WorkedCitizensTests.RequestOf("karina");
        Item(request, "skole-familie", "consents", "S3")["revokedAt"] = "2026-10-05";

        Assert.Equal(["consent.breach:P4>SIU"], Findings(request).Except(before));
        Assert.Empty(before.Except(Findings(request)));
    }

    [Fact]
    public void Asking_twice_gives_the_same_answer_to_the_byte()
    {
        var request = WorkedCitizensTests.RequestOf("jonas");

        Assert.Equal(Answer(request), Answer(request));
    }

    [Fact]
    public void The_order_of_the_documents_does_not_matter_when_each_source_tells_once()
    {
        foreach (var name in new[] { "karina", "jonas", "poul" })
        {
            var request = WorkedCitizensTests.RequestOf(name);
            var turned = WorkedCitizensTests.RequestOf(name);
            turned["documents"] = new JsonArray([.. turned["documents"]!.AsArray().Reverse().Select(document => document!.DeepClone())]);

            Assert.Equal(Answer(request), Answer(turned));
        }
    }

    [Fact]
    public void On_the_day_that_the_young_person_comes_of_age_the_warnings_become_critical()
    {
        var request = WorkedCitizensTests.RequestOf("jonas");
        request["asOf"] = "2027-02-20";

        var severities = JsonNode.Parse(Answer(request))!["findings"]!.AsArray()
            .ToDictionary(finding => finding!["fingerprint"]!.GetValue<string>(), finding => finding!["severity"]!.GetValue<string>());

        Assert.Equal("K", severities["access.ageThreshold:far"]);
        Assert.Equal("K", severities["access.ageThreshold:mor"]);
        Assert.Equal("K", severities["transition.gap:Q1"]);
        Assert.DoesNotContain("consent.youthMissing:U1", severities.Keys);
    }

    private static JsonObject JonasOn(string day)
    {
        var request = WorkedCitizensTests.RequestOf("jonas");
        request["asOf"] = "2026-12-21";
        var visit = Item(request, "social", "appointments", "B1");
        (visit["start"], visit["end"]) = (day + "T08:30:00+01:00", day + "T09:30:00+01:00");
        return request;
    }

    private static JsonNode Document(JsonObject request, string source) =>
        request["documents"]!.AsArray().Single(document => document!["source"]!.GetValue<string>() == source)!;

    private static JsonNode Item(JsonObject request, string source, string collection, string id) =>
        Document(request, source)[collection]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!;

    private static string[] Findings(JsonObject request) =>
        [.. JsonNode.Parse(Answer(request))!["findings"]!.AsArray().Select(finding => finding!["fingerprint"]!.GetValue<string>())];

    private static string Answer(JsonObject request)
    {
        using var output = new MemoryStream();
        CheckRequests.Run(new MemoryStream(Encoding.UTF8.GetBytes(request.ToJsonString())), output, isQuiet: false);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
