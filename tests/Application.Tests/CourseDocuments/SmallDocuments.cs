using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>
/// Documents of one citizen from a world so small that they meet all the time: two sources, six moments, three ids a collection and
/// a few versions of each item.
/// </summary>
internal static class SmallDocuments
{
    private static readonly string[] SourceNames = ["social", "sundhed"];

    /// <param name="Number">Of the moment it was exported.</param>
    /// <param name="Bits">Which of all possible items it has, and which version of each.</param>
    internal sealed record Told(int Source, int Number, bool IsSnapshot, int[] Bits);

    private static readonly Gen<int[]> Bits = Gen.Int[0, 7].Array[14];

    public static Gen<Told> AnyTold { get; } =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 5], Gen.Bool, Bits, (source, number, isSnapshot, bits) => new Told(source, number, isSnapshot, bits));

    /// <summary>In any order, also several of one moment, also with references that lead nowhere.</summary>
    public static Gen<Told[]> Any { get; } = AnyTold.Array[1, 7];

    /// <summary>Each of its own moment within its source.</summary>
    public static Gen<Told[]> OfDifferentMoments { get; } = Any.Select(documents => documents
        .DistinctBy(document => (document.Source, document.Number)).ToArray());

    public static JsonObject Write(Told told, string cpr, bool isWhole = false, bool tellsLimits = true)
    {
        var exportedAt = $"2026-10-0{(told.Number + 1).ToString(CultureInfo.InvariantCulture)}T23:30:00+02:00";
        var document = Sending.Document(SourceNames[told.Source], exportedAt, told.IsSnapshot ? "snapshot" : "patch", cpr);
        var bits = isWhole ? Whole(told.Bits) : told.Bits;
        Citizen(document, bits, tellsLimits);
        Add(document, "plans", [Plan("P1", bits[0]), Plan("P2", bits[1])]);
        Add(document, "goals", [Goal("G1", "P1", bits[2]), Goal("G2", "P2", bits[3])]);
        Add(document, "interventions", [Intervention("I1", "P1", bits[4]), Intervention("I2", "P2", bits[5])]);
        Add(document, "appointments", [Appointment("A1", bits[6])]);
        Add(document, "contacts", [Contact("W1", bits[7])]);
        Add(document, "network", [Person("N1", bits[8])]);
        Add(document, "decisions", [Decision("D1", bits[9])]);
        Add(document, "restrictions", [Restriction("R1", bits[10])]);
        Add(document, "consents", [Consent("S1", bits[11])]);
        Household(document, bits[12]);
        return document;
    }

    /// <summary>Leaves out what points to what is not there: a whole document needs no other.</summary>
    private static int[] Whole(int[] told)
    {
        var bits = (int[])told.Clone();
        foreach (var (part, plan) in ((int, int)[])[(2, 0), (3, 1), (4, 0), (5, 1)])
        {
            bits[part] = IsThere(bits[plan]) ? bits[part] : 0;
        }
        var hasBoth = IsThere(bits[4]) && IsThere(bits[5]);
        foreach (var intervention in (int[])[4, 5])
        {
            bits[intervention] = hasBoth ? bits[intervention] : bits[intervention] & 1;
        }
        foreach (var plan in (int[])[0, 1])
        {
            var pointsTo = Version(bits[plan]) switch { 2 => IsThere(bits[7]), 3 => IsThere(bits[1]), _ => true };
            bits[plan] = pointsTo ? bits[plan] : bits[plan] & 1;
        }
        bits[6] = IsThere(bits[8]) ? bits[6] : bits[6] & 1;
        bits[12] = IsThere(bits[8]) ? bits[12] : bits[12] & 1;
        return bits;
    }

    private static void Citizen(JsonObject document, int[] bits, bool tellsLimits)
    {
        var citizen = document["citizen"]!;
        citizen["givenName"] = $"Berit {bits[13]}";
        if ((bits[13] & 1) != 0)
        {
            citizen["homePlace"] = bits[0] == 7 ? null : $"HJEM-{bits[0]}";
            citizen["protection"] = bits[1] > 4 ? "threat" : bits[1] > 2 ? "nameAndAddress" : "none";
        }
        if ((bits[13] & 2) != 0)
        {
            citizen["lastContactOn"] = bits[2] == 7 ? null : $"2026-08-1{bits[2]}";
            citizen["coordinatorDeclinedUntil"] = bits[3] == 7 ? null : $"2026-12-1{bits[3]}";
        }
        if (tellsLimits && (bits[13] & 4) != 0)
        {
            citizen["limits"] = new JsonObject { ["inPersonPerWeek"] = bits[4], ["prefersBundledDays"] = bits[5] > 3 };
        }
    }

    private static void Add(JsonObject document, string collection, string?[] items)
    {
        var told = items.OfType<string>().Select(item => JsonNode.Parse(item)).ToArray();
        if (told.Length > 0)
        {
            document[collection] = new JsonArray(told);
        }
    }

    private static bool IsThere(int bits) => (bits & 1) != 0;

    private static int Version(int bits) => bits >> 1;

    private static string? Plan(string id, int bits) => !IsThere(bits) ? null
        : Sending.Plan(id, $"Plan {Version(bits)}", Version(bits) switch
        {
            0 => "",
            1 => ""","to":"2026-10-03","sharedWith":[{"area":"AKB","ground":"consent"}]""",
            2 => ""","owner":"W1","sharedWith":[{"area":"AHL","ground":"statutoryDuty","reason":"Loven"},{"area":"AKB","ground":"consent"}]""",
            _ => ""","to":"2027-05-01","nextFollowUp":"2026-11-01","successor":"P2","unit":"Nord" """,
        });

    private static string? Goal(string id, string plan, int bits) => IsThere(bits) ? Sending.Goal(id, plan, $"Mål {Version(bits)}") : null;

    private static string? Intervention(string id, string plan, int bits) => !IsThere(bits) ? null
        : Sending.Intervention(id, plan, Version(bits) switch
        {
            0 => "",
            1 => ""","requires":[{"ref":"sundhed:I1"}],"weeklyHours":2.5""",
            2 => ""","requires":[{"ref":"social:I2","strength":"recommended"},{"ref":"sundhed:I2"}],"demands":["noise","crowds"]""",
            _ => ""","to":"2026-12-01","demands":["stairs"]""",
        });

    private static string? Appointment(string id, int bits) => !IsThere(bits) ? null
        : $$"""{"id":"{{id}}","title":"Samtale","start":"2026-10-1{{Version(bits)}}T10:00:00+02:00","end":"2026-10-1{{Version(bits)}}T11:00:00+02:00","mode":"inPerson","place":"HJEM-A","invited":["citizen","N{{Version(bits)}}"]}"""
            .Replace(",\"N0\"", "", StringComparison.Ordinal).Replace("\"N2\"", "\"sundhed:N1\"", StringComparison.Ordinal).Replace("\"N3\"", "\"sundhed:N1\"", StringComparison.Ordinal);

    private static string? Contact(string id, int bits) => !IsThere(bits) ? null
        : $$"""{"id":"{{id}}","name":"Kaj Test {{Version(bits)}}","role":"Rådgiver","area":"{{(Version(bits) > 1 ? "AKB" : "SIU")}}"}""";

    private static string? Person(string id, int bits) => !IsThere(bits) ? null
        : $$"""{"id":"{{id}}","name":"Mor Test {{Version(bits)}}","relation":"Mor","cpr":"030350990{{Version(bits)}}","custodyHolder":{{(Version(bits) > 1 ? "true" : "false")}},"portal":"{{(Version(bits) == 1 ? "none" : "calendar")}}","protection":"{{(Version(bits) > 1 ? "threat" : "none")}}"}""";

    private static string? Decision(string id, int bits) => !IsThere(bits) ? null
        : $$"""{"id":"{{id}}","title":"Bevilling","from":"2026-01-01","requires":[{"key":"a","value":"{{Version(bits)}}"}]{{(Version(bits) > 1 ? ",\"sets\":[{\"key\":\"b\",\"value\":\"1\"}]" : "")}}}""";

    private static string? Restriction(string id, int bits) => !IsThere(bits) ? null
        : Version(bits) > 1
            ? $$"""{"id":"{{id}}","kind":"maxWeeklyHours","hours":{{Version(bits)}},"from":"2026-06-01"}"""
            : $$"""{"id":"{{id}}","kind":"blockedWindow","window":{"days":["mon","wed"],"start":"0{{Version(bits)}}:00","end":"12:00"},"from":"2026-06-01"}""";

    private static string? Consent(string id, int bits) => !IsThere(bits) ? null
        : $$"""{"id":"{{id}}","kind":"gdprConsent","from":["SIU"],"to":["AKB"],"categories":["plan"],"purpose":"Forløb","givenBy":"citizen","givenAt":"2026-03-0{{Version(bits) + 1}}"}""";

    private static void Household(JsonObject document, int bits)
    {
        if (IsThere(bits))
        {
            document["household"] = JsonNode.Parse(Version(bits) switch
            {
                0 => """{"residences":[]}""",
                1 => """{"residences":[{"party":"N1","place":"HJEM-A","weeks":"even"}]}""",
                2 => """{"residences":[{"party":"N1","place":"HJEM-A","weeks":"even"},{"party":"N1","place":"HJEM-B","weeks":"odd"}]}""",
                _ => """{"residences":[{"party":"N1","place":"HJEM-B","weeks":["2026-W41","2026-W43"]}]}""",
            });
        }
    }
}
