using Sammenhaeng.Application.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("/plans/0/owner", ReferenceTarget.Contact)]
    [InlineData("/plans/0/successor", ReferenceTarget.Plan)]
    [InlineData("/plans/0/replacedBy", ReferenceTarget.Plan)]
    [InlineData("/goals/0/plan", ReferenceTarget.Plan)]
    [InlineData("/goals/1/parent", ReferenceTarget.Goal)]
    [InlineData("/interventions/0/plan", ReferenceTarget.Plan)]
    [InlineData("/interventions/0/requires/0/ref", ReferenceTarget.Intervention)]
    [InlineData("/interventions/0/goals/1", ReferenceTarget.Goal)]
    [InlineData("/appointments/0/plan", ReferenceTarget.Plan)]
    [InlineData("/appointments/0/invited/1", ReferenceTarget.Network)]
    [InlineData("/appointments/0/exemption/0", ReferenceTarget.Network)]
    [InlineData("/contacts/0/absence/deputy", ReferenceTarget.Contact)]
    [InlineData("/household/residences/1/party", ReferenceTarget.Network)]
    [InlineData("/consents/0/givenBy", ReferenceTarget.Network)]
    [InlineData("/milestones/0/plan", ReferenceTarget.Plan)]
    [InlineData("/mandates/0/holder", ReferenceTarget.Network)]
    [InlineData("/agreements/0/owner", ReferenceTarget.Contact | ReferenceTarget.Network)]
    public void What_the_document_does_not_hold_must_have_been_sent_before(string path, ReferenceTarget target)
    {
        var document = ADocument.Full().WithText(path, "gone").Document();

        var reference = Assert.Single(document.ReferencesToEarlier);
        Assert.Equal(new EarlierReference(path, target, "gone"), reference);
        Assert.Equal((path, "reference.unknown"), (reference.Unknown.Path, reference.Unknown.Code));
    }

    [Fact]
    public void What_many_refer_to_is_asked_for_once_and_of_a_thousand_things_no_more()
    {
        Assert.Single(Referring(2000, _ => "gone").Document!.ReferencesToEarlier);
        Assert.Equal(DocumentLimits.MaxReferencesToEarlier, Referring(1000, n => $"G{n}").Document!.ReferencesToEarlier.Count);
        Assert.Equal(["/interventions/0/goals/1000 reference.tooMany"], ADocument.ErrorsOf(Referring(5000, n => $"G{n}")));

        static CourseDocumentReading Referring(int count, Func<int, string> id) => ADocument.Bare()
            .With("/plans", """[{"id":"P1","type":"SEL141","title":"Handleplan","status":"active","from":"2026-02-02"}]""")
            .With(
                "/interventions",
                $$"""[{"id":"I1","plan":"P1","title":"Støtte","purposeGroup":"everydayStructure","from":"2026-02-16","status":"active","goals":[{{string.Join(',', Enumerable.Range(0, count).Select(n => $"\"{id(n)}\""))}}]}]""")
            .Read();
    }

    [Theory]
    [InlineData("/plans/0/successor")]
    [InlineData("/plans/0/replacedBy")]
    [InlineData("/interventions/0/requires/0/ref")]
    [InlineData("/appointments/0/invited/1")]
    [InlineData("/appointments/0/exemption/0")]
    [InlineData("/consents/0/givenBy")]
    [InlineData("/mandates/0/holder")]
    public void What_another_source_tells_is_waited_for(string path)
    {
        Assert.Empty(ADocument.Full().WithText(path, "sundhed:gone").Document().ReferencesToEarlier);
        Assert.Equal("gone", Assert.Single(ADocument.Full().WithText(path, "social:gone").Document().ReferencesToEarlier).Id);
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, "Sundhed:gone").Errors());
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, "sundhed:").Errors());
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, "sundhed:a:b").Errors());
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, "").Errors());
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, new string('a', 65)).Errors());
    }

    [Theory]
    [InlineData("/plans/0/owner")]
    [InlineData("/goals/0/plan")]
    [InlineData("/goals/1/parent")]
    [InlineData("/interventions/0/goals/0")]
    [InlineData("/appointments/0/plan")]
    [InlineData("/contacts/0/absence/deputy")]
    [InlineData("/household/residences/0/party")]
    [InlineData("/milestones/0/plan")]
    [InlineData("/agreements/0/owner")]
    public void Where_only_the_own_source_can_be_meant_no_other_can_be_named(string path) =>
        Assert.Equal([path + " reference.form"], ADocument.Full().WithText(path, "sundhed:P1").Errors());

    [Fact]
    public void An_agreement_is_owned_by_a_contact_a_network_person_or_the_citizen()
    {
        foreach (var owner in new[] { "W2", "mor", "citizen" })
        {
            Assert.Empty(ADocument.Full().WithText("/agreements/0/owner", owner).Document().ReferencesToEarlier);
        }
    }

    [Fact]
    public void The_citizen_holds_no_power_of_attorney_for_the_citizen() =>
        Assert.Equal("citizen", Assert.Single(ADocument.Full().WithText("/mandates/0/holder", "citizen").Document().ReferencesToEarlier).Id);

    [Fact]
    public void A_reference_may_come_before_what_it_names_and_before_the_source()
    {
        var reading = ADocument.ReadJson("""
            {
              "interventions": [
                { "requires": [{ "ref": "social:I2" }, { "ref": "I2" }], "plan": "P1", "id": "I1", "title": "", "purposeGroup": "nursing", "from": "2026-01-01", "status": "active" },
                { "plan": "P1", "id": "I2", "title": "", "purposeGroup": "nursing", "from": "2026-01-01", "status": "active" }
              ],
              "plans": [{ "sharedWith": [{ "area": "AKB", "ground": "consent" }], "id": "P1", "type": "SEL85", "title": "", "status": "active", "from": "2026-01-01" }],
              "citizen": { "birthDate": "1984-03-14", "cpr": "1403849902", "givenName": "Karina", "familyName": "Test Mikkelsen" },
              "mode": "snapshot", "exportedAt": "2026-10-05T04:00:00Z", "area": "SIU", "source": "social", "documentVersion": 1
            }
            """);

        Assert.Empty(ADocument.ErrorsOf(reading));
        Assert.Empty(reading.Document!.ReferencesToEarlier);
        Assert.Equal([("social", "I2"), ("social", "I2")], reading.Document.Items.Requirements.Span.ToArray().Select(x => (x.TargetSource, x.TargetId)));
        Assert.All(reading.Document.Items.Requirements.Span.ToArray(), x => Assert.Equal("I1", x.InterventionId));
        Assert.True(reading.Document.Items.Shares[0] is { PlanSource: "social", PlanId: "P1" });
        Assert.Equal("SIU", reading.Document.Items.Plans[0].Area);
    }
}
