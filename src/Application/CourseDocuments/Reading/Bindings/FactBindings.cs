using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>Consents, powers of attorney, functional assessments and decisions.</summary>
internal static class FactBindings
{
    public static void Bind(FieldBinder fields)
    {
        BindConsents(fields);
        BindConsentDates(fields);
        BindAssessments(fields);
        BindPowersOfAttorney(fields);
        BindDecisions(fields);
        BindConditions(fields, "requires", sets: false);
        BindConditions(fields, "sets", sets: true);
    }

    private static ref ConsentItem Consent(DocumentRows rows) => ref rows.Items.Consents[rows.Items.Consents.Count - 1];

    private static ref AssessmentItem Assessment(DocumentRows rows) => ref rows.Items.Assessments[rows.Items.Assessments.Count - 1];

    private static ref PowerOfAttorneyItem Power(DocumentRows rows) =>
        ref rows.Items.PowersOfAttorney[rows.Items.PowersOfAttorney.Count - 1];

    private static ref DecisionItem Decision(DocumentRows rows) => ref rows.Items.Decisions[rows.Items.Decisions.Count - 1];

    private static ref ConditionItem Condition(DocumentRows rows) => ref rows.Items.Conditions[rows.Items.Conditions.Count - 1];

    private static void BindConsents(FieldBinder fields)
    {
        fields.Object("/consents/*", static rows =>
        {
            ref var consent = ref rows.Items.Consents.Add();
            consent.FromAreas = [];
            consent.ToAreas = [];
        });
        fields.Name("/consents/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Consents, id);
            Consent(rows).Key = new ItemKey("", id);
        });
        fields.Choice<ConsentKind>("/consents/*/kind", static (rows, kind) => Consent(rows).Kind = kind);
        fields.Words("/consents/*/from", static (rows, words) => Consent(rows).FromAreas = words);
        fields.Code("/consents/*/from/*", CodeKind.Area, static (rows, area) => rows.Words.Add(area.Code));
        fields.Words("/consents/*/to", static (rows, words) => Consent(rows).ToAreas = words);
        fields.Code("/consents/*/to/*", CodeKind.Area, static (rows, area) => rows.Words.Add(area.Code));
        fields.Words("/consents/*/categories", static (rows, words) => Consent(rows).Categories = words);
        fields.Name("/consents/*/categories/*", static (rows, text) => rows.Words.Add(text));
        fields.Name("/consents/*/purpose", static (rows, text) => Consent(rows).Purpose = text);
        fields.Name("/consents/*/givenBy", static (rows, text) =>
        {
            AppointmentBindings.ReferToPerson(rows, text);
            Consent(rows).GivenBy = text;
        });
    }

    private static void BindConsentDates(FieldBinder fields)
    {
        fields.Date("/consents/*/givenAt", static (rows, date) => Consent(rows).GivenAt = date ?? default);
        fields.Date("/consents/*/validTo", static (rows, date) => Consent(rows).ValidTo = date);
        fields.Date("/consents/*/revokedAt", static (rows, date) => Consent(rows).RevokedAt = date);
        // Which text was shown and how it was signed stay with the source: nothing here compares or shows them.
        fields.Name("/consents/*/textVersion", static (_, _) => { });
        fields.ChoiceOfWords("/consents/*/method", static (_, _) => { });
    }

    private static void BindAssessments(FieldBinder fields)
    {
        fields.Object("/assessments/*", static rows => rows.Items.Assessments.Add());
        fields.Name("/assessments/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Assessments, id);
            Assessment(rows).Key = new ItemKey("", id);
        });
        fields.Code("/assessments/*/theme", CodeKind.Theme, static (rows, theme) => Assessment(rows).Theme = theme.Code);
        fields.Choice<AssessmentScale>("/assessments/*/scale", static (rows, scale) => Assessment(rows).Scale = scale);
        fields.Integer("/assessments/*/level", static (rows, level) => Assessment(rows).Level = level);
        fields.Date("/assessments/*/date", static (rows, date) => Assessment(rows).Date = date ?? default);
        fields.Name("/assessments/*/unit", static (rows, text) => Assessment(rows).Unit = text);
    }

    private static void BindPowersOfAttorney(FieldBinder fields)
    {
        fields.Object("/mandates/*", static rows => rows.Items.PowersOfAttorney.Add());
        fields.Name("/mandates/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Mandates, id);
            Power(rows).Key = new ItemKey("", id);
        });
        fields.Name("/mandates/*/holder", static (rows, text) =>
        {
            rows.References.Refer(ReferenceTarget.Network, text, mayNameOthers: true);
            Power(rows).Holder = text;
        });
        fields.Choice<PowerOfAttorneyKind>("/mandates/*/kind", static (rows, kind) => Power(rows).Kind = kind);
        fields.Name("/mandates/*/scope", static (rows, text) => Power(rows).Scope = text);
        fields.Date("/mandates/*/validTo", static (rows, date) => Power(rows).ValidTo = date ?? default);
    }

    private static void BindDecisions(FieldBinder fields)
    {
        fields.Object(
            "/decisions/*",
            static rows =>
            {
                rows.Items.Decisions.Add();
                rows.Period = default;
            },
            static (rows, _) => Decision(rows).Period = rows.TakePeriod(ref rows.Period));
        fields.Name("/decisions/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Decisions, id);
            Decision(rows).Key = new ItemKey("", id);
        });
        fields.Name("/decisions/*/title", static (rows, text) => Decision(rows).Title = text);
        fields.Name("/decisions/*/serviceGroup", static (rows, text) => Decision(rows).ServiceGroup = text);
        fields.Date("/decisions/*/from", static (rows, date) => rows.Period.From = date);
        fields.Date("/decisions/*/to", static (rows, date) => rows.Period.To = date);
    }

    private static void BindConditions(FieldBinder fields, string list, bool sets)
    {
        fields.Object($"/decisions/*/{list}/*", rows =>
        {
            ref var condition = ref rows.Items.Conditions.Add();
            condition.Sets = sets;
            condition.Decision = rows.Items.Decisions.Count - 1;
        });
        fields.Name($"/decisions/*/{list}/*/key", static (rows, text) => Condition(rows).Name = text);
        fields.Name($"/decisions/*/{list}/*/value", static (rows, text) => Condition(rows).Value = text);
    }
}
