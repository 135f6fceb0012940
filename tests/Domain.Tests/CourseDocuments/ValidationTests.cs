using Sammenhaeng.Application.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

/// <summary>Each demand at its boundary, with the path and the code that a sender gets.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("/documentVersion", "2", "/documentVersion schema.enum")]
    [InlineData("/documentVersion", "1.0", null)]
    [InlineData("/documentVersion", "\"1\"", "/documentVersion schema.type")]
    [InlineData("/source", "\"a\"", "/source schema.pattern")]
    [InlineData("/source", "\"ab\"", null)]
    [InlineData("/source", "\"1403849902\"", "/source id.cpr")]
    [InlineData("/source", "\"Social\"", "/source schema.pattern")]
    [InlineData("/source", "\"abcdefghijklmnopqrstuvwxyz-01234\"", null)]
    [InlineData("/source", "\"abcdefghijklmnopqrstuvwxyz-012345\"", "/source schema.pattern")]
    [InlineData("/area", "\"XXX\"", "/area code.unknown")]
    [InlineData("/area", "\"siu\"", "/area code.unknown")]
    [InlineData("/area", "\"UAU\"", null)]
    [InlineData("/mode", "\"full\"", "/mode schema.enum")]
    [InlineData("/exportedAt", "\"2026-10-05T04:00:00\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T24:00:00Z\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T23:59:60Z\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T23:60:00Z\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-02-29T12:00:00Z\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T04:00:00.Z\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T04:00:00+24:00\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T04:00:00+0200\"", "/exportedAt schema.dateTime")]
    [InlineData("/exportedAt", "\"2026-10-05T04:00:00.123456789-23:59\"", null)]
    [InlineData("/exportedAt", "\"2026-10-05t04:00:00z\"", null)]
    [InlineData("/exportedAt", "\"1799-12-31T23:59:59Z\"", "/exportedAt date.range")]
    [InlineData("/exportedAt", "\"1800-01-01T00:00:00Z\"", null)]
    [InlineData("/exportedAt", "\"2201-01-01T00:00:00Z\"", "/exportedAt date.range")]
    [InlineData("/exportedAt", "null", "/exportedAt schema.type")]
    public void The_head_is_checked(string path, string json, string? error) => Check(path, json, error);

    [Theory]
    [InlineData("/citizen/cpr", "\"1403849902\"", null)]
    [InlineData("/citizen/cpr", "\"140384-9902\"", null)]
    [InlineData("/citizen/cpr", "\"140384 9902\"", "/citizen/cpr schema.pattern")]
    [InlineData("/citizen/cpr", "\"14038499020\"", "/citizen/cpr schema.pattern")]
    [InlineData("/citizen/cpr", "\"140384990a\"", "/citizen/cpr schema.pattern")]
    [InlineData("/citizen/cpr", "\"1413849902\"", "/citizen/cpr cpr.invalid")]
    [InlineData("/citizen/cpr", "\"0003849902\"", "/citizen/cpr cpr.invalid")]
    [InlineData("/citizen/cpr", "\"3203849902\"", "/citizen/cpr cpr.invalid")]
    [InlineData("/citizen/cpr", "\"3002849902\"", "/citizen/cpr cpr.invalid")]
    [InlineData("/citizen/cpr", "\"1503849902\"", "/citizen/birthDate cpr.birthDate")]
    [InlineData("/citizen/cpr", "\"7403849902\"", null)]
    [InlineData("/citizen/cpr", "\"7503849902\"", null)]
    [InlineData("/citizen/cpr", "\"9203849902\"", "/citizen/cpr cpr.invalid")]
    [InlineData("/citizen/cpr", "\"150384AB99\"", null)]
    [InlineData("/citizen/birthDate", "\"1984-03-15\"", "/citizen/birthDate cpr.birthDate")]
    [InlineData("/citizen/birthDate", "\"1884-03-14\"", null)]
    [InlineData("/citizen/birthDate", "\"1984-02-30\"", "/citizen/birthDate schema.date")]
    [InlineData("/citizen/birthDate", "\"1784-03-14\"", "/citizen/birthDate date.range")]
    [InlineData("/citizen/birthDate", "\"0000-03-14\"", "/citizen/birthDate schema.date")]
    [InlineData("/citizen/birthDate", "\"84-03-14\"", "/citizen/birthDate schema.date")]
    [InlineData("/citizen/birthDate", "\"1984-3-14\"", "/citizen/birthDate schema.date")]
    [InlineData("/citizen/birthDate", "null", "/citizen/birthDate schema.type")]
    [InlineData("/citizen/protection", "\"secret\"", "/citizen/protection schema.enum")]
    [InlineData("/citizen/homePlace", "null", null)]
    [InlineData("/citizen/homePlace", "7", "/citizen/homePlace schema.type")]
    [InlineData("/citizen/language", "null", "/citizen/language schema.type")]
    [InlineData("/citizen/digitalPostExempt", "\"true\"", "/citizen/digitalPostExempt schema.type")]
    [InlineData("/citizen/lastContactOn", "\"2200-12-31\"", null)]
    [InlineData("/citizen/lastContactOn", "\"2201-01-01\"", "/citizen/lastContactOn date.range")]
    [InlineData("/citizen/limits/inPersonPerWeek", "0", null)]
    [InlineData("/citizen/limits/inPersonPerWeek", "-1", "/citizen/limits/inPersonPerWeek number.range")]
    [InlineData("/citizen/limits/inPersonPerWeek", "1000", null)]
    [InlineData("/citizen/limits/inPersonPerWeek", "1001", "/citizen/limits/inPersonPerWeek number.range")]
    [InlineData("/citizen/limits/inPersonPerDay", "2.5", "/citizen/limits/inPersonPerDay schema.type")]
    [InlineData("/citizen/limits/inPersonPerDay", "2e0", null)]
    [InlineData("/citizen/limits/activeContacts", "99999999999999999999", "/citizen/limits/activeContacts number.range")]
    public void The_citizen_is_checked(string path, string json, string? error) => Check(path, json, error);

    [Theory]
    [InlineData("/plans/0/to", "\"2026-02-02\"", null)]
    [InlineData("/plans/0/to", "\"2026-02-01\"", "/plans/0/to period.order")]
    [InlineData("/plans/0/type", "\"SEL1\"", "/plans/0/type code.unknown")]
    [InlineData("/plans/0/endsAtAge", "150", null)]
    [InlineData("/plans/0/endsAtAge", "151", "/plans/0/endsAtAge number.range")]
    [InlineData("/plans/0/endsAtAge", "-1", "/plans/0/endsAtAge number.range")]
    [InlineData("/plans/0/sharedWith/0/area", "\"XXX\"", "/plans/0/sharedWith/0/area code.unknown")]
    [InlineData("/plans/0/sharedWith/0/ground", "\"balancing\"", "/plans/0/sharedWith/0/reason share.reason")]
    [InlineData("/plans/0/sharedWith/1/reason", "\" \"", "/plans/0/sharedWith/1/reason share.reason")]
    [InlineData("/plans/0/sharedWith/1/reason", "7", "/plans/0/sharedWith/1/reason schema.type")]
    [InlineData("/plans/1/id", "\"P1\"", "/plans/1/id id.duplicate")]
    [InlineData("/goals/0/theme", "\"selfCare.\"", "/goals/0/theme code.unknown")]
    [InlineData("/goals/0/attainment", "-3", "/goals/0/attainment schema.minimum")]
    [InlineData("/goals/0/attainment", "2", null)]
    [InlineData("/goals/0/attainment", "3", "/goals/0/attainment schema.maximum")]
    [InlineData("/goals/0/due", "\"2026-13-01\"", "/goals/0/due schema.date")]
    [InlineData("/interventions/0/to", "\"2026-02-15\"", "/interventions/0/to period.order")]
    [InlineData("/interventions/0/purposeGroup", "\"work\"", "/interventions/0/purposeGroup code.unknown")]
    [InlineData("/interventions/0/demands/1", "\"silence\"", "/interventions/0/demands/1 code.unknown")]
    [InlineData("/interventions/0/weeklyHours", "0", null)]
    [InlineData("/interventions/0/weeklyHours", "-0.5", "/interventions/0/weeklyHours hours.range")]
    [InlineData("/interventions/0/weeklyHours", "168", null)]
    [InlineData("/interventions/0/weeklyHours", "168.01", "/interventions/0/weeklyHours hours.range")]
    [InlineData("/interventions/0/weeklyHours", "1e400", "/interventions/0/weeklyHours number.range")]
    [InlineData("/restrictions/0/hours", "168.5", "/restrictions/0/hours hours.range")]
    [InlineData("/restrictions/0/kind", "\"blockedDemand\"", "/restrictions/0/demand restriction.field")]
    [InlineData("/restrictions/0/kind", "\"blockedWindow\"", "/restrictions/0/window restriction.field")]
    [InlineData("/restrictions/1/kind", "\"maxWeeklyHours\"", "/restrictions/1/hours restriction.field")]
    [InlineData("/restrictions/1/demand", "\"silence\"", "/restrictions/1/demand code.unknown")]
    [InlineData("/restrictions/1/to", "\"2026-06-14\"", "/restrictions/1/to period.order")]
    [InlineData("/restrictions/2/window/start", "\"12:29\"", null)]
    [InlineData("/restrictions/2/window/start", "\"12:30\"", "/restrictions/2/window/end window.order")]
    [InlineData("/restrictions/2/window/end", "\"00:00\"", "/restrictions/2/window/end window.order")]
    [InlineData("/restrictions/2/window/end", "\"23:59\"", null)]
    [InlineData("/restrictions/2/window/end", "\"24:00\"", "/restrictions/2/window/end schema.pattern")]
    [InlineData("/restrictions/2/window/end", "\"12:60\"", "/restrictions/2/window/end schema.pattern")]
    [InlineData("/restrictions/2/window/days", "[]", "/restrictions/2/window/days schema.minItems")]
    [InlineData("/restrictions/2/window/days/0", "\"Mon\"", "/restrictions/2/window/days/0 schema.enum")]
    [InlineData("/milestones/0/kind", "\"legal\"", "/milestones/0/kind schema.enum")]
    [InlineData("/milestones/0/due", "null", "/milestones/0/due schema.type")]
    public void Plans_and_what_is_in_them_are_checked(string path, string json, string? error) => Check(path, json, error);

    [Theory]
    [InlineData("/appointments/0/end", "\"2026-10-07T13:00:00+02:00\"", "/appointments/0/end time.order")]
    [InlineData("/appointments/0/end", "\"2026-10-07T13:00:00+01:00\"", null)]
    [InlineData("/appointments/0/end", "\"2026-10-07T13:00:00.000001+02:00\"", null)]
    [InlineData("/appointments/0/end", "\"2026-10-08T13:00:00+02:00\"", null)]
    [InlineData("/appointments/0/end", "\"2026-10-08T13:00:01+02:00\"", "/appointments/0/end time.tooLong")]
    [InlineData("/appointments/0/start", "\"2026-10-07\"", "/appointments/0/start schema.dateTime")]
    [InlineData("/appointments/0/status", "\"done\"", "/appointments/0/status schema.enum")]
    [InlineData("/contacts/0/to", "\"2025-12-31\"", "/contacts/0/to period.order")]
    [InlineData("/contacts/0/area", "\"XXX\"", "/contacts/0/area code.unknown")]
    [InlineData("/contacts/0/absence/to", "\"2026-09-30\"", "/contacts/0/absence/to period.order")]
    [InlineData("/contacts/0/coordinator/to", "\"2026-02-28\"", "/contacts/0/coordinator/to period.order")]
    [InlineData("/contacts/0/coordinator/mandate/0", "\"all\"", "/contacts/0/coordinator/mandate/0 schema.enum")]
    [InlineData("/network/0/cpr", "\"1\"", "/network/0/cpr cpr.invalid")]
    [InlineData("/network/0/cpr", "\"3101559901\"", null)]
    [InlineData("/network/0/cpr", "\"3201559901\"", "/network/0/cpr cpr.invalid")]
    [InlineData("/network/1/id", "\"citizen\"", "/network/1/id id.reserved")]
    [InlineData("/agreements/0/id", "\"1403849902\"", "/citizen/cpr id.cpr")]
    [InlineData("/agreements/0/id", "\"140384-9902\"", "/citizen/cpr id.cpr")]
    [InlineData("/agreements/0/id", "\"140384990\"", null)]
    [InlineData("/household/residences/0/weeks", "\"all\"", "/household/residences/0/weeks schema.enum")]
    [InlineData("/household/residences/0/weeks", "7", "/household/residences/0/weeks schema.type")]
    [InlineData("/household/residences/0/weeks", "[]", null)]
    [InlineData("/household/residences/1/weeks/0", "\"2026-W54\"", "/household/residences/1/weeks/0 week.unknown")]
    [InlineData("/household/residences/1/weeks/0", "\"2027-W53\"", "/household/residences/1/weeks/0 week.unknown")]
    [InlineData("/household/residences/1/weeks/0", "\"2027-W52\"", null)]
    [InlineData("/household/residences/1/weeks/0", "\"2027-W00\"", "/household/residences/1/weeks/0 week.unknown")]
    [InlineData("/household/residences/1/weeks/0", "\"0000-W01\"", "/household/residences/1/weeks/0 week.unknown")]
    [InlineData("/household/residences/1/weeks/0", "\"2027-W60\"", "/household/residences/1/weeks/0 schema.pattern")]
    [InlineData("/consents/0/from", "[]", "/consents/0/from schema.minItems")]
    [InlineData("/consents/0/to/1", "\"XXX\"", "/consents/0/to/1 code.unknown")]
    [InlineData("/consents/0/method", "\"fax\"", "/consents/0/method schema.enum")]
    [InlineData("/assessments/0/level", "10", "/assessments/0/level schema.maximum")]
    [InlineData("/assessments/0/theme", "\"x\"", "/assessments/0/theme code.unknown")]
    [InlineData("/mandates/0/validTo", "null", "/mandates/0/validTo schema.type")]
    [InlineData("/decisions/0/to", "\"2025-12-31\"", "/decisions/0/to period.order")]
    [InlineData("/decisions/0/sets/0/value", "1", "/decisions/0/sets/0/value schema.type")]
    [InlineData("/agreements/0/done", "null", "/agreements/0/done schema.type")]
    [InlineData("/agreements", "{}", "/agreements schema.type")]
    [InlineData("/agreements/0", "[]", "/agreements/0 schema.type")]
    public void Appointments_people_and_facts_are_checked(string path, string json, string? error) => Check(path, json, error);

    [Theory]
    [InlineData("/citizen/givenName", 100)]
    [InlineData("/plans/0/title", 200)]
    [InlineData("/plans/0/summary", 4000)]
    [InlineData("/goals/0/text", 1000)]
    [InlineData("/restrictions/0/statement", 500)]
    [InlineData("/contacts/0/name", 120)]
    [InlineData("/network/0/relation", 80)]
    [InlineData("/agreements/0/text", 500)]
    public void Texts_are_counted_in_characters_not_in_bytes(string path, int most)
    {
        Check(path, Quoted(string.Concat(Enumerable.Repeat("😀", most))), null);
        Check(path, Quoted(string.Concat(Enumerable.Repeat("å", most + 1))), path + " schema.maxLength");
    }

    [Theory]
    [InlineData("", "schema.minLength")]
    [InlineData("a+b", "schema.pattern")]
    [InlineData("a>b", "schema.pattern")]
    [InlineData("a/b", "schema.pattern")]
    [InlineData("a:b", "schema.pattern")]
    [InlineData("a\nb", "schema.pattern")]
    [InlineData("a\u007fb", "schema.pattern")]
    [InlineData("a\u0085b", "schema.pattern")]
    [InlineData("a b", null)]
    [InlineData("ÆØÅ-😀", null)]
    public void Ids_hold_nothing_that_fingerprints_are_written_with(string id, string? code)
    {
        foreach (var list in new[] { "plans/1", "goals/1", "restrictions/0", "appointments/0", "consents/0", "assessments/0", "milestones/0", "mandates/0", "decisions/0", "agreements/0" })
        {
            Check($"/{list}/id", Quoted(id), code is null ? null : $"/{list}/id {code}", document => document.Without("/plans/0/successor"));
        }
    }

    [Fact]
    public void An_id_may_have_64_characters()
    {
        Check("/appointments/0/id", Quoted(string.Concat(Enumerable.Repeat("😀", 64))), null);
        Check("/appointments/0/id", Quoted(new string('a', 65)), "/appointments/0/id schema.maxLength");
    }

    [Theory]
    [InlineData("/documentVersion", "/source", "/area", "/exportedAt", "/mode", "/citizen")]
    [InlineData("/citizen/cpr", "/citizen/givenName", "/citizen/familyName", "/citizen/birthDate")]
    [InlineData("/plans/0/type", "/plans/0/title", "/plans/0/status", "/plans/0/from")]
    [InlineData("/goals/0/theme", "/goals/0/direction", "/goals/0/origin", "/goals/0/text")]
    [InlineData("/restrictions/2/window/days", "/restrictions/2/window/start", "/restrictions/2/window/end")]
    [InlineData("/appointments/1/id", "/appointments/1/title", "/appointments/1/start", "/appointments/1/end", "/appointments/1/mode")]
    [InlineData("/contacts/0/coordinator/kind", "/contacts/0/coordinator/from")]
    [InlineData("/consents/0/id", "/consents/0/kind", "/consents/0/from", "/consents/0/to", "/consents/0/categories", "/consents/0/purpose", "/consents/0/givenBy", "/consents/0/givenAt")]
    public void What_must_be_there_is_missed_at_its_own_path(params string[] paths)
    {
        var document = ADocument.Full();
        foreach (var path in paths)
        {
            document.Without(path);
        }

        Assert.Equal(paths.Select(path => path + " schema.required"), document.Errors());
    }

    [Fact]
    public void Every_error_of_a_document_is_told_at_once()
    {
        var errors = ADocument.Full()
            .With("/mode", "7")
            .With("/colour", "\"red\"")
            .With("/plans/0/to", "\"2026-02-01\"")
            .With("/plans/1/mood", "{\"a\":[1]}")
            .With("/goals/0/plan", "\"a:b\"")
            .With("/appointments/0/title", "null")
            .Errors();

        Assert.Equal(
            ["/appointments/0/title schema.type", "/colour schema.unknownField", "/goals/0/plan reference.form", "/mode schema.type", "/plans/0/to period.order", "/plans/1/mood schema.unknownField"],
            errors.Order(StringComparer.Ordinal));
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static void Check(string path, string json, string? error, Func<ADocument, ADocument>? prepare = null)
    {
        var document = (prepare ?? (same => same))(ADocument.Full()).With(path, json);

        Assert.Equal(error is null ? [] : [error], document.Errors());
        Assert.Equal(error is null ? ReadingOutcome.Read : ReadingOutcome.Invalid, document.Read().Outcome);
    }
}
