using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>The document itself and the citizen.</summary>
internal static class HeadBindings
{
    /// <summary>More than anyone can have in a week, and small enough to count with.</summary>
    private const int MostCounted = 1000;

    public static void Bind(FieldBinder fields)
    {
        fields.Object("");
        fields.Integer("/documentVersion", static (_, _) => { });
        fields.Name("/source", static (rows, text) =>
        {
            rows.Document.Source = text;
            rows.HasSource = true;
        });
        fields.Code("/area", CodeKind.Area, static (rows, area) =>
        {
            rows.Document.Area = area.Code;
            rows.HasArea = true;
        });
        fields.Instant("/exportedAt", static (rows, at) => rows.ExportedAt = at);
        fields.Choice<DocumentMode>("/mode", static (rows, mode) => rows.Document.Mode = mode);
        BindCitizen(fields);
        BindLimits(fields);
    }

    private static void BindCitizen(FieldBinder fields)
    {
        fields.Object("/citizen", leave: static (rows, _) =>
        {
            if (rows is { HasCpr: true, BirthDate: { } birthDate } && !rows.Document.Citizen.Cpr.AgreesWith(birthDate))
            {
                rows.Errors.AddFor("birthDate", DocumentErrorCodes.CprBirthDate);
            }
        });
        fields.Name("/citizen/cpr", static (rows, text) =>
        {
            if (Cpr.TryParse(text, out var cpr))
            {
                rows.Document.Citizen.Cpr = cpr;
                rows.HasCpr = true;
            }
            else
            {
                rows.Errors.Add(DocumentErrorCodes.Cpr);
            }
        });
        fields.Name("/citizen/givenName", static (rows, text) => rows.Document.Citizen.GivenName = text);
        fields.Name("/citizen/familyName", static (rows, text) => rows.Document.Citizen.FamilyName = text);
        fields.Date("/citizen/birthDate", static (rows, date) =>
        {
            rows.BirthDate = date;
            rows.Document.Citizen.BirthDate = date ?? default;
        });
        fields.Choice<Protection>("/citizen/protection", static (rows, protection) =>
            Tell(rows, CitizenFields.Protection).Protection = protection);
        fields.Text("/citizen/homePlace", static (rows, text) => Tell(rows, CitizenFields.HomePlace).HomePlace = text);
        fields.Text("/citizen/language", static (rows, text) => Tell(rows, CitizenFields.Language).Language = text);
        fields.Flag("/citizen/digitalPostExempt", static (rows, flag) =>
            Tell(rows, CitizenFields.DigitalPostExempt).DigitalPostExempt = flag);
        fields.Date("/citizen/coordinatorDeclinedUntil", static (rows, date) =>
            Tell(rows, CitizenFields.CoordinatorDeclinedUntil).CoordinatorDeclinedUntil = date);
        fields.Date("/citizen/lastContactOn", static (rows, date) => Tell(rows, CitizenFields.LastContactOn).LastContactOn = date);
    }

    private static void BindLimits(FieldBinder fields)
    {
        fields.Object("/citizen/limits", static rows => Tell(rows, CitizenFields.Limits).Limits = CitizenLimitsRecord.None);
        fields.Integer("/citizen/limits/inPersonPerWeek", static (rows, number) =>
            SetLimit(rows, number, static (limits, value) => limits with { InPersonPerWeek = value }));
        fields.Integer("/citizen/limits/inPersonPerDay", static (rows, number) =>
            SetLimit(rows, number, static (limits, value) => limits with { InPersonPerDay = value }));
        fields.Integer("/citizen/limits/activeContacts", static (rows, number) =>
            SetLimit(rows, number, static (limits, value) => limits with { ActiveContacts = value }));
        fields.Flag("/citizen/limits/prefersBundledDays", static (rows, flag) =>
            rows.Document.Citizen.Limits = rows.Document.Citizen.Limits with { PrefersBundledDays = flag });
    }

    private static void SetLimit(DocumentRows rows, int number, Func<CitizenLimitsRecord, int, CitizenLimitsRecord> set)
    {
        if (number is < 0 or > MostCounted)
        {
            rows.Errors.Add(DocumentErrorCodes.Number, "0–1000");
            return;
        }
        rows.Document.Citizen.Limits = set(rows.Document.Citizen.Limits, number);
    }

    private static CitizenRecord Tell(DocumentRows rows, CitizenFields field)
    {
        rows.Document.Citizen.Told |= field;
        return rows.Document.Citizen;
    }
}
