using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class ReadingTests
{
    public static TheoryData<string, string> Cases => new(
        from folder in new[] { "karina", "jonas", "poul" }
        from file in Directory.GetFiles(Specification.PathOf("cases", folder), "*.json").Order(StringComparer.Ordinal)
        where Path.GetFileName(file) != "expected.json"
        select (folder, Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_documents_of_the_three_cases_are_taken(string folder, string file)
    {
        var reading = ADocument.ReadUtf8(Specification.Bytes("cases", folder, file));

        Assert.Empty(ADocument.ErrorsOf(reading));
        Assert.Equal(ReadingOutcome.Read, reading.Outcome);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), reading.Document!.Source);
        Assert.Empty(reading.Document.ReferencesToEarlier);
    }

    [Fact]
    public void The_head_is_read()
    {
        var document = ADocument.Full().Document();

        Assert.Equal(("social", "SIU", DocumentMode.Snapshot), (document.Source, document.Area, document.Mode));
        Assert.Equal(new DateTimeOffset(2026, 10, 5, 2, 0, 0, TimeSpan.Zero), document.ExportedAt);
        Assert.Equal(new DateOnly(2026, 10, 5), document.ExportedOn);
        var citizen = document.Citizen;
        Assert.Equal(("1403849902", "Karina", "Test Mikkelsen"), (citizen.Cpr.Digits, citizen.GivenName, citizen.FamilyName));
        Assert.Equal((CitizenFields)127, citizen.Told);
        Assert.Equal((Protection.NameAndAddress, "JYD-HJEM", "da", true), (citizen.Protection, citizen.HomePlace, citizen.Language, citizen.DigitalPostExempt));
        Assert.Equal((new DateOnly(2026, 12, 31), new DateOnly(2026, 9, 30)), (citizen.CoordinatorDeclinedUntil, citizen.LastContactOn));
        Assert.Equal(new CitizenLimitsRecord { InPersonPerWeek = 5, InPersonPerDay = 2, ActiveContacts = 4, PrefersBundledDays = true }, citizen.Limits);
    }

    [Fact]
    public void What_is_not_told_is_known_not_to_be_told()
    {
        Assert.Equal(CitizenFields.None, ADocument.Bare().Document().Citizen.Told);
        Assert.Equal(CitizenFields.HomePlace, ADocument.Bare().With("/citizen/homePlace", "null").Document().Citizen.Told);
    }

    [Fact]
    public void Plans_shares_goals_and_milestones_are_read()
    {
        var items = ADocument.Full().Document().Items;

        var plan = items.Plans[0];
        Assert.Equal((new ItemKey("social", "P1"), "SIU", "SEL141", "Handleplan", "Kort"), (plan.Key, plan.Area, plan.Type.Code, plan.Title, plan.Summary));
        Assert.Equal((PlanStatus.Active, Days.Of(Day("2026-02-02"), Day("2027-02-01")), Day("2026-11-30")), (plan.Status, plan.Period, plan.NextFollowUp));
        Assert.Equal(("W1", "Voksne", Sensitivity.StrictlyPrivate, 43), (plan.OwnerId, plan.Unit, plan.Sensitivity, plan.EndsAtAge));
        Assert.Equal((true, true, true, true, true), (plan.HasSuccessor, plan.NoFurtherNeed, plan.IsReplaced, plan.KeepsOwner, plan.CitizenDeclinedGoal));
        Assert.Equal(("social:P2", "sundhed:P9", Day("2026-01-05")), (plan.SuccessorRef, plan.ReplacedByRef, plan.DecisionDate));
        Assert.Equal(("Sag", "27.12.12-G01-1-26", "27.12.12"), (plan.CaseSystem, plan.CaseNumber, plan.Kle));
        Assert.True(items.Plans[1] is { Period.IsOpenEnded: true, HasSuccessor: false, IsReplaced: false, Sensitivity: Sensitivity.Normal });
        Assert.Equal(
            [("social", "P1", "AKB", ShareGround.Consent, null), ("social", "P1", "AHL", ShareGround.StatutoryDuty, "Pligt")],
            items.Shares.Span.ToArray().Select(x => (x.PlanSource, x.PlanId, x.Area, x.Ground, x.Reason)));
        Assert.Equal(
            [
                (new ItemKey("social", "G1"), "SIU", "P1", null, "health", GoalDirection.LimitLoss, GoalOrigin.Joint, "Mål", Day("2026-12-01"), GoalStatus.Achieved, -2),
                (new ItemKey("social", "G2"), "SIU", "P1", "G1", "selfCare.bathing", GoalDirection.Develop, GoalOrigin.Citizen, "Delmål", default(DateOnly?), GoalStatus.Active, default(int?)),
            ],
            items.Goals.Span.ToArray().Select(x => (x.Key, x.Area, x.PlanId, x.ParentId, x.Theme, x.Direction, x.Origin, x.Text, x.Due, x.Status, x.Attainment)));
        var milestone = items.Milestones[0];
        Assert.Equal((new ItemKey("social", "M1"), "SIU", "P1", "ansoegning", "Ansøgning"), (milestone.Key, milestone.Area, milestone.PlanId, milestone.MilestoneKey, milestone.Title));
        Assert.Equal((Day("2026-12-01"), MilestoneKind.Internal), (milestone.Due, milestone.Kind));
    }

    [Fact]
    public void Interventions_requirements_and_restrictions_are_read()
    {
        var items = ADocument.Full().Document().Items;

        var intervention = items.Interventions[0];
        Assert.Equal((new ItemKey("social", "I1"), "SIU", "P1", "Bostøtte", "housingSupport"), (intervention.Key, intervention.Area, intervention.PlanId, intervention.Title, intervention.PurposeGroup));
        Assert.Equal((Days.Of(Day("2026-02-16"), Day("2027-01-31")), 2.5, false, InterventionStatus.Active), (intervention.Period, intervention.WeeklyHours, intervention.Obligatory, intervention.Status));
        Assert.Equal(["noise", "stairs"], intervention.Demands);
        Assert.Equal(["G1", "G2"], intervention.GoalIds);
        Assert.Equal(("Huset", "27.36.12"), (intervention.Provider, intervention.Kle));
        Assert.True(items.Interventions[1] is { Obligatory: true, WeeklyHours: null, Demands: [], GoalIds: [], Period.IsOpenEnded: true });
        Assert.Equal(
            [("social", "I1", "social", "I2", RequirementStrength.Required), ("social", "I1", "sundhed", "I4", RequirementStrength.Recommended)],
            items.Requirements.Span.ToArray().Select(x => (x.Source, x.InterventionId, x.TargetSource, x.TargetId, x.Strength)));
        Assert.Equal(
            [
                (new ItemKey("social", "R1"), "SIU", RestrictionKind.MaxWeeklyHours, 10d, null, Weekdays.None, default(TimeOnly), default(TimeOnly), "Højst 10 timer"),
                (new ItemKey("social", "R2"), "SIU", RestrictionKind.BlockedDemand, 0d, "noise", Weekdays.None, default, default, null),
                (new ItemKey("social", "R3"), "SIU", RestrictionKind.BlockedWindow, 0d, null, Weekdays.Monday | Weekdays.Sunday, new TimeOnly(8, 0), new TimeOnly(12, 30), null),
            ],
            items.Restrictions.Span.ToArray().Select(x => (x.Key, x.Area, x.Kind, x.Hours, x.Demand, x.WindowDays, x.WindowStart, x.WindowEnd, x.Statement)));
    }

    [Fact]
    public void Appointments_and_agreements_are_read()
    {
        var items = ADocument.Full().Document().Items;

        var appointment = items.Appointments[0];
        Assert.Equal((new ItemKey("social", "A1"), "SIU", "P1", "Møde"), (appointment.Key, appointment.Area, appointment.PlanId, appointment.Title));
        Assert.Equal(new DateTime(2026, 10, 7, 11, 0, 0, DateTimeKind.Utc), appointment.Start);
        Assert.Equal(new DateTime(2026, 10, 7, 12, 0, 0, 500, DateTimeKind.Utc), appointment.End);
        Assert.Equal((DateTimeKind.Utc, DateTimeKind.Utc), (appointment.Start.Kind, appointment.End.Kind));
        Assert.Equal((AppointmentMode.HomeVisit, "JYD-HJEM", true, true, AppointmentStatus.Missed, true), (appointment.Mode, appointment.Place, appointment.Mandatory, appointment.Leisure, appointment.Status, appointment.DecidesOnPlan));
        Assert.Equal(["citizen", "mor", "skole-familie:far"], appointment.Invited!);
        Assert.Equal(["mor"], appointment.Exemption!);
        Assert.Equal((true, true, "Flextrafik"), (appointment.NeedsSupport, appointment.HasSupport, appointment.Support));
        Assert.True(items.Appointments[1] is { PlanId: null, Place: null, Invited: null, Status: AppointmentStatus.Booked, HasSupport: false });
        Assert.Equal(
            [(new ItemKey("social", "C1"), "SIU", "Ring", "W1", Day("2026-10-09"), true), (new ItemKey("social", "C2"), "SIU", "Skriv", "citizen", default(DateOnly?), false)],
            items.Agreements.Span.ToArray().Select(x => (x.Key, x.Area, x.Text, x.Owner, x.Due, x.Done)));
    }

    [Fact]
    public void People_are_read()
    {
        var document = ADocument.Full().Document();

        var contact = document.Items.Contacts[0];
        Assert.Equal((new ItemKey("social", "W1"), "AHL", "Maja Test Lind", "Bostøtte", "Voksne", "Hold 1"), (contact.Key, contact.Area, contact.Name, contact.Role, contact.Unit, contact.Team));
        Assert.Equal(("maja@example.test", "00000000", Days.Of(Day("2026-01-01"), Day("2027-12-31"))), (contact.Email, contact.Phone, contact.Period));
        Assert.Equal((true, Days.Of(Day("2026-10-01"), Day("2026-10-20")), "W2"), (contact.HasAbsence, contact.Absence, contact.DeputyId));
        Assert.Equal((CoordinatorKind.Main, Days.Of(Day("2026-03-01"), Day("2026-12-31")), true), (contact.Coordinator, contact.CoordinatorPeriod, contact.CitizenChose));
        Assert.Equal(["moveAppointments", "callNetworkMeeting", "pauseIntervention", "grant"], contact.CoordinatorMandate!);
        var other = document.Items.Contacts[1];
        Assert.Equal(("SIU", new Days(DateOnly.MinValue, DateOnly.MaxValue), CoordinatorKind.None), (other.Area, other.Period, other.Coordinator));
        Assert.True(other.HasAbsence && other.Absence == Days.Of(Day("2026-12-01"), null));
        var person = document.Items.Network[0];
        Assert.Equal((new ItemKey("social", "mor"), "Bente Test Mikkelsen", "Mor", PortalAccess.CalendarAndGoals), (person.Key, person.Name, person.Relation, person.Portal));
        Assert.Equal((Day("2027-01-01"), true, Protection.Threat), (person.PortalUntil, person.CustodyHolder, person.Protection));
        Assert.Equal(("mor", "0101559901"), (Assert.Single(document.NetworkCprs).NetworkId, document.NetworkCprs[0].Cpr.Digits));
        Assert.True(document.TellsHousehold);
        Assert.True(document.Items.Residences[0] is { Source: "social", PartyId: "mor", Place: "JYD-HJEM", Weeks: ResidenceWeeks.Even, ListedWeeks: null });
        Assert.True(document.Items.Residences[1] is { PartyId: "far", Weeks: ResidenceWeeks.Listed, ListedWeeks: ["2026-W53", "2027-W01"] });
    }

    [Fact]
    public void Consents_assessments_powers_and_decisions_are_read()
    {
        var items = ADocument.Full().Document().Items;

        var consent = items.Consents[0];
        Assert.Equal((new ItemKey("social", "S1"), "SIU", ConsentKind.ProceduralSocialLaw, "Sammenhæng", "mor"), (consent.Key, consent.Area, consent.Kind, consent.Purpose, consent.GivenBy));
        Assert.Equal([["SIU"], ["AKB", "AHL"], ["plan", "goals"]], new[] { consent.FromAreas, consent.ToAreas, consent.Categories! });
        Assert.Equal((Day("2025-10-25"), Day("2026-10-25"), Day("2026-10-01")), (consent.GivenAt, consent.ValidTo!.Value, consent.RevokedAt!.Value));
        Assert.True(items.Assessments[0] is { Key.Id: "X1", Area: "SIU", Theme: "mobility", Scale: AssessmentScale.FsIII, Level: 9, Unit: "Visitation" });
        Assert.True(items.PowersOfAttorney[0] is { Key.Id: "F1", Holder: "mor", Kind: PowerOfAttorneyKind.Guardianship, Scope: "Økonomi" });
        Assert.True(items.Decisions[0] is { Key.Id: "D1", Area: "SIU", Title: "Afgørelse", ServiceGroup: "transport" });
        Assert.Equal(
            [("social", "D1", false, "bolig", "egen"), ("social", "D1", true, "støtte", "ja"), ("social", "D1", true, "bolig", "egen")],
            items.Conditions.Span.ToArray().Select(x => (x.Source, x.DecisionId, x.Sets, x.Name, x.Value)));
    }

    [Fact]
    public void A_document_read_into_again_keeps_nothing_of_the_one_before()
    {
        var document = ADocument.Full().Document();

        var again = CourseDocumentReader.Read(ADocument.Bare("sundhed").Utf8, Application.Reference.SeedReference.Snapshot, document);

        Assert.Same(document, again.Document);
        Assert.Equal(("sundhed", CitizenFields.None, false, 0), (document.Source, document.Citizen.Told, document.TellsHousehold, document.NetworkCprs.Count));
        Assert.Equal(0, document.Items.Plans.Count + document.Items.Appointments.Count + document.Items.Residences.Count);
        Assert.Null(document.Citizen.HomePlace);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
