using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sammenhaeng.Bench;

/// <summary>
/// Invented citizens and what area systems tell of them, the same for the same seed: 80 % with one plan, 5 % with four or more, about 13
/// items each, from up to five sources. A later round tells everything again, a day later, with something new for one citizen in a hundred.
/// </summary>
internal sealed class Population(int citizens, int seed = 1)
{
    private static readonly DateTimeOffset FirstExport = new(2026, 10, 5, 4, 0, 0, TimeSpan.FromHours(2));

    private static readonly Source[] Sources =
    [
        new("social", "SIU", ["SEL141", "SEL85", "SEL101"]),
        new("jobcenter", "AKB", ["LAB40MP", "SDP", "LAB40RP"]),
        new("sundhed", "AHL", ["SUL140", "SUL119", "SUL141"]),
        new("skole-familie", "LOT", ["BL91", "SCH"]),
        new("region", "REG", ["EXT"]),
    ];

    private static readonly string[] GivenNames = ["Anna", "Bent", "Carla", "Dines", "Elva", "Frode", "Gerda", "Helmer", "Inga", "Jens"];
    private static readonly string[] FamilyNames = ["Test Agger", "Test Bruun", "Test Dahl", "Test Eskildsen", "Test Friis", "Test Gram"];

    public int Citizens => citizens;

    /// <summary>Writes the documents of a round, one a line, citizens in no order. Answers how many.</summary>
    public long Write(Stream to, int round = 0)
    {
        var line = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(line);
        var documents = 0L;
        // A step that shares no factor with the count meets everyone once.
        var step = Step(citizens);
        for (long i = 0, number = 0; i < citizens; i++, number = (number + step) % citizens)
        {
            foreach (var source in SourcesOf((int)number))
            {
                json.Reset();
                line.ResetWrittenCount();
                WriteDocument(json, (int)number, source, round);
                json.Flush();
                to.Write(line.WrittenSpan);
                to.WriteByte((byte)'\n');
                documents++;
            }
        }
        return documents;
    }

    private Random RandomOf(params ReadOnlySpan<int> parts)
    {
        var hash = (uint)seed;
        foreach (var part in parts)
        {
            hash = (hash ^ (uint)part) * 2654435761u;
            hash ^= hash >> 15;
        }
        return new Random((int)(hash & 0x7fffffff));
    }

    private static int Plans(Random random) => random.NextDouble() switch
    {
        < 0.80 => 1,
        < 0.95 => random.Next(2, 4),
        _ => random.Next(4, 9),
    };

    private IEnumerable<(Source Source, int Plans)> SourcesOf(int citizen)
    {
        var random = RandomOf(citizen);
        var plans = new int[Sources.Length];
        for (var count = Plans(random); count > 0; count--)
        {
            plans[random.Next(Sources.Length)]++;
        }
        return Sources.Select((source, at) => (source, plans[at])).Where(pair => pair.Item2 > 0);
    }

    private void WriteDocument(Utf8JsonWriter json, int citizen, (Source Source, int Plans) told, int round)
    {
        var (source, plans) = told;
        var random = RandomOf(citizen, source.Name.Length, source.Area[0]);
        var hasNews = round > 0 && RandomOf(citizen, round, 99).Next(100) == 0;
        json.WriteStartObject();
        json.WriteNumber("documentVersion", 1);
        json.WriteString("source", source.Name);
        json.WriteString("area", source.Area);
        json.WriteString("exportedAt", FirstExport.AddDays(round).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("mode", "snapshot");
        WriteCitizen(json, citizen);
        Items(json, "contacts", 1 + random.Next(2), n => WriteContact(json, source, n, random));
        Items(json, "plans", plans, n => WritePlan(json, source, n, random));
        Items(json, "goals", plans + random.Next(2), n => WriteGoal(json, n % plans, n, random));
        Items(json, "interventions", plans + random.Next(2), n => WriteIntervention(json, n % plans, n, random));
        Items(json, "appointments", random.Next(2, 4) + plans, n => WriteAppointment(json, n % plans, n, random, hasNews ? round : 0));
        Items(json, "milestones", random.Next(3) == 0 ? 1 : 0, n => WriteMilestone(json, n));
        Items(json, "consents", random.Next(4) == 0 ? 1 : 0, n => WriteConsent(json, source, n));
        Items(json, "network", random.Next(3) == 0 ? 1 : 0, n => WriteNetwork(json, n));
        Items(json, "restrictions", random.Next(8) == 0 ? 1 : 0, n => WriteRestriction(json, n));
        Items(json, "agreements", random.Next(6) == 0 ? 1 : 0, n => WriteAgreement(json, n));
        json.WriteEndObject();
    }

    private static void Items(Utf8JsonWriter json, string collection, int count, Action<int> write)
    {
        if (count == 0)
        {
            return;
        }
        json.WriteStartArray(collection);
        for (var n = 0; n < count; n++)
        {
            json.WriteStartObject();
            write(n);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCitizen(Utf8JsonWriter json, int citizen)
    {
        // A hundred a day of birth, so that serial numbers can be 99xx; three and a half million in all.
        var birthDate = new DateOnly(1926, 1, 1).AddDays(citizen / 100 % 36_500);
        json.WriteStartObject("citizen");
        json.WriteString("cpr", string.Create(CultureInfo.InvariantCulture, $"{birthDate:ddMMyy}99{citizen % 100:00}"));
        json.WriteString("givenName", GivenNames[citizen % GivenNames.Length]);
        json.WriteString("familyName", FamilyNames[citizen / 7 % FamilyNames.Length]);
        json.WriteString("birthDate", Date(birthDate));
        json.WriteString("homePlace", $"HJEM-{citizen % 1000}");
        if (citizen % 3 == 0)
        {
            json.WriteString("lastContactOn", Date(new DateOnly(2026, 6, 1).AddDays(citizen % 120)));
        }
        json.WriteEndObject();
    }

    private static void WriteContact(Utf8JsonWriter json, Source source, int n, Random random)
    {
        json.WriteString("id", $"W{random.Next(500)}-{n}");
        json.WriteString("name", $"{GivenNames[random.Next(GivenNames.Length)]} Test Medarbejder");
        json.WriteString("role", "Sagsbehandler");
        json.WriteString("area", source.Area);
        if (random.Next(20) == 0)
        {
            json.WriteStartObject("coordinator");
            json.WriteString("kind", "main");
            json.WriteString("from", "2026-01-15");
            json.WriteEndObject();
        }
    }

    private static void WritePlan(Utf8JsonWriter json, Source source, int n, Random random)
    {
        var type = source.PlanTypes[random.Next(source.PlanTypes.Length)];
        json.WriteString("id", $"P{n}");
        json.WriteString("type", type);
        json.WriteString("title", $"Plan {type}");
        json.WriteString("status", random.Next(12) == 0 ? "completed" : "active");
        json.WriteString("from", Date(new DateOnly(2026, 1, 5).AddDays(random.Next(200))));
        json.WriteString("nextFollowUp", Date(new DateOnly(2026, 9, 20).AddDays(random.Next(300))));
    }

    private static void WriteGoal(Utf8JsonWriter json, int plan, int n, Random random)
    {
        string[] themes = ["health", "practicalTasks", "educationAndWork", "economy", "family", "mobility"];
        string[] directions = ["develop", "increase", "maintain", "compensate"];
        json.WriteString("id", $"G{n}");
        json.WriteString("plan", $"P{plan}");
        json.WriteString("theme", themes[random.Next(themes.Length)]);
        json.WriteString("direction", directions[random.Next(directions.Length)]);
        json.WriteString("origin", random.Next(5) == 0 ? "professional" : "citizen");
        json.WriteString("text", "Jeg vil gerne kunne mere selv i hverdagen");
        json.WriteString("status", "active");
    }

    private static void WriteIntervention(Utf8JsonWriter json, int plan, int n, Random random)
    {
        string[] purposes = ["workPlacement", "mentoring", "everydayStructure", "physicalTraining", "personalCare", "education", "housingSupport"];
        json.WriteString("id", $"I{n}");
        json.WriteString("plan", $"P{plan}");
        json.WriteString("title", "Støtte i hverdagen");
        json.WriteString("purposeGroup", purposes[random.Next(purposes.Length)]);
        json.WriteString("from", Date(new DateOnly(2026, 7, 1).AddDays(random.Next(120))));
        json.WriteString("to", Date(new DateOnly(2026, 12, 1).AddDays(random.Next(200))));
        json.WriteNumber("weeklyHours", random.Next(1, 12));
        json.WriteString("status", "active");
    }

    private static void WriteAppointment(Utf8JsonWriter json, int plan, int n, Random random, int moved)
    {
        var start = new DateTimeOffset(2026, 9, 21, 8, 0, 0, TimeSpan.FromHours(2)).AddDays(random.Next(56)).AddMinutes(15 * random.Next(30) + moved);
        json.WriteString("id", $"A{n}");
        json.WriteString("plan", $"P{plan}");
        json.WriteString("title", "Samtale");
        json.WriteString("start", start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("end", start.AddMinutes(45).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("mode", random.Next(4) switch { 0 => "homeVisit", 1 => "phone", _ => "inPerson" });
        json.WriteString("place", $"STED-{random.Next(40)}");
        json.WriteString("status", "booked");
    }

    private static void WriteMilestone(Utf8JsonWriter json, int n)
    {
        json.WriteString("id", $"M{n}");
        json.WriteString("plan", "P0");
        json.WriteString("key", "opstart");
        json.WriteString("title", "Opstart");
        json.WriteString("due", "2026-12-01");
    }

    private static void WriteConsent(Utf8JsonWriter json, Source source, int n)
    {
        json.WriteString("id", $"S{n}");
        json.WriteString("kind", "proceduralSocialLaw");
        Words(json, "from", source.Area);
        Words(json, "to", source.Area == "AKB" ? "SIU" : "AKB");
        Words(json, "categories", "plan", "goals");
        json.WriteString("purpose", "Sammenhængende forløb");
        json.WriteString("givenBy", "citizen");
        json.WriteString("givenAt", "2026-02-01");
        json.WriteString("validTo", "2027-02-01");
    }

    private static void WriteNetwork(Utf8JsonWriter json, int n)
    {
        json.WriteString("id", $"N{n}");
        json.WriteString("name", "Olga Test Slægtning");
        json.WriteString("relation", "Søster");
    }

    private static void WriteRestriction(Utf8JsonWriter json, int n)
    {
        json.WriteString("id", $"R{n}");
        json.WriteString("kind", "maxWeeklyHours");
        json.WriteString("from", "2026-06-01");
        json.WriteNumber("hours", 15);
    }

    private static void WriteAgreement(Utf8JsonWriter json, int n)
    {
        json.WriteString("id", $"E{n}");
        json.WriteString("text", "Ringe til hinanden hver anden uge");
        json.WriteString("owner", "citizen");
        json.WriteString("due", "2026-12-15");
    }

    private static void Words(Utf8JsonWriter json, string name, params string[] words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }
        json.WriteEndArray();
    }

    private static long Step(int count)
    {
        var step = 611_953L;
        while (Gcd(step, count) != 1)
        {
            step++;
        }
        return step;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Source(string Name, string Area, string[] PlanTypes);
}
