using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>Rows about people around the citizen and what they may and have agreed to.</summary>
internal static partial class CourseRows
{
    private static void Contact<TRow>(ref TRow row, ref ContactItem contact) where TRow : struct, ICourseRow, allows ref struct
    {
        contact.Key = Key(ref row);
        contact.Area = row.Text();
        contact.Person = row.TextOrNull();
        contact.Name = row.TextOrNull();
        contact.Role = row.TextOrNull();
        contact.Unit = row.TextOrNull();
        contact.Team = row.TextOrNull();
        contact.Email = row.TextOrNull();
        contact.Phone = row.TextOrNull();
        contact.Period = Period(ref row);
        var absenceFrom = row.DateOrNull();
        contact.HasAbsence = absenceFrom is not null;
        contact.Absence = Days.Of(absenceFrom, row.DateOrNull());
        contact.DeputyId = row.TextOrNull();
        contact.Coordinator = Word<CoordinatorKind>.Parse(row.Text());
        contact.CoordinatorPeriod = Period(ref row);
        contact.CoordinatorMandate = row.TextsOrNull();
        contact.CitizenChose = row.Bool();
        contact.IsAdopted = row.Bool();
    }

    private static void Assignment<TRow>(ref TRow row, ref AssignmentItem assignment) where TRow : struct, ICourseRow, allows ref struct
    {
        assignment.Person = row.Text();
        assignment.Period = Period(ref row);
        assignment.Name = row.TextOrNull();
    }

    private static void NetworkMember<TRow>(ref TRow row, ref NetworkMemberItem person) where TRow : struct, ICourseRow, allows ref struct
    {
        person.Key = Key(ref row);
        person.Name = row.TextOrNull();
        person.Relation = row.TextOrNull();
        person.Portal = Word<PortalAccess>.Parse(row.Text());
        person.PortalUntil = row.DateOrNull();
        person.CustodyHolder = row.Bool();
        person.Protection = Word<Protection>.Parse(row.Text());
        person.Person = row.LongOrNull() ?? 0;
    }

    private static void Residence<TRow>(ref TRow row, ref ResidenceItem residence) where TRow : struct, ICourseRow, allows ref struct
    {
        residence.Source = row.Text();
        residence.PartyId = row.Text();
        residence.Place = row.Text();
        residence.Weeks = Word<ResidenceWeeks>.Parse(row.Text());
        residence.ListedWeeks = row.TextsOrNull();
    }

    private static void Consent<TRow>(ref TRow row, ref ConsentItem consent) where TRow : struct, ICourseRow, allows ref struct
    {
        consent.Key = Key(ref row);
        consent.Area = row.Text();
        consent.Kind = Word<ConsentKind>.Parse(row.Text());
        consent.FromAreas = row.Texts();
        consent.ToAreas = row.Texts();
        consent.Categories = row.TextsOrNull();
        consent.Purpose = row.TextOrNull();
        consent.GivenBy = row.Text();
        consent.GivenAt = row.Date();
        consent.ValidTo = row.DateOrNull();
        consent.RevokedAt = row.DateOrNull();
        consent.FirstSeen = row.Instant();
    }

    private static void Assessment<TRow>(ref TRow row, ref AssessmentItem assessment) where TRow : struct, ICourseRow, allows ref struct
    {
        assessment.Key = Key(ref row);
        assessment.Area = row.Text();
        assessment.Theme = row.Text();
        assessment.Scale = Word<AssessmentScale>.Parse(row.Text());
        assessment.Level = row.Int();
        assessment.Date = row.Date();
        assessment.Unit = row.Text();
        assessment.FirstSeen = row.Instant();
    }

    private static void Milestone<TRow>(ref TRow row, ref MilestoneItem milestone) where TRow : struct, ICourseRow, allows ref struct
    {
        milestone.Key = Key(ref row);
        milestone.Area = row.Text();
        milestone.PlanId = row.Text();
        milestone.MilestoneKey = row.Text();
        milestone.Title = row.TextOrNull();
        milestone.Due = row.Date();
        milestone.Kind = Word<MilestoneKind>.Parse(row.Text());
        milestone.FirstSeen = row.Instant();
    }

    private static void PowerOfAttorney<TRow>(ref TRow row, ref PowerOfAttorneyItem power) where TRow : struct, ICourseRow, allows ref struct
    {
        power.Key = Key(ref row);
        power.Area = row.Text();
        power.Holder = row.Text();
        power.Kind = Word<PowerOfAttorneyKind>.Parse(row.Text());
        power.Scope = row.TextOrNull();
        power.ValidTo = row.Date();
        power.FirstSeen = row.Instant();
    }

    private static void Decision<TRow>(ref TRow row, ref DecisionItem decision) where TRow : struct, ICourseRow, allows ref struct
    {
        decision.Key = Key(ref row);
        decision.Area = row.Text();
        decision.Title = row.TextOrNull();
        decision.ServiceGroup = row.TextOrNull();
        decision.Period = Period(ref row);
        decision.FirstSeen = row.Instant();
    }

    private static void Condition<TRow>(ref TRow row, ref ConditionItem condition) where TRow : struct, ICourseRow, allows ref struct
    {
        condition.Source = row.Text();
        condition.DecisionId = row.Text();
        condition.Sets = row.Bool();
        condition.Name = row.Text();
        condition.Value = row.Text();
    }

    private static void Agreement<TRow>(ref TRow row, ref AgreementItem agreement) where TRow : struct, ICourseRow, allows ref struct
    {
        agreement.Key = Key(ref row);
        agreement.Area = row.Text();
        agreement.Text = row.TextOrNull();
        agreement.Owner = row.TextOrNull();
        agreement.Due = row.DateOrNull();
        agreement.Done = row.Bool();
        agreement.FirstSeen = row.Instant();
    }
}
