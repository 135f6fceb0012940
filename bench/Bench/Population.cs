using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sammenhaeng.Bench;

/// <summary>
/// Invented citizens and what area systems tell of them, the same for the same seed: 80 % with one plan, 5 % with four or more, about 13
/// items each, from up to five sources. A later round tells everything again, a day later, with something new for one citizen in a hundred.
/// </summary>
/// <param name="citizens">How many.</param>
/// <param name="seed">Another seed makes other citizens.</param>
/// <param name="isEven">1 to 8 plans and 1 to 40 further items a citizen, each number as likely as the next.</param>
internal sealed partial class Population(int citizens, int seed = 1, bool isEven = false)
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
            foreach (var told in SourcesOf((int)number))
            {
                json.Reset();
                line.ResetWrittenCount();
                WriteDocument(json, (int)number, told, round);
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

    private int Plans(Random random) => isEven ? random.Next(1, 9) : random.NextDouble() switch
    {
        < 0.80 => 1,
        < 0.95 => random.Next(2, 4),
        _ => random.Next(4, 9),
    };

    private List<Told> SourcesOf(int citizen)
    {
        var random = RandomOf(citizen);
        var plans = new int[Sources.Length];
        for (var count = Plans(random); count > 0; count--)
        {
            plans[random.Next(Sources.Length)]++;
        }
        var told = Sources.Select((source, at) => new Told(source, plans[at])).Where(one => one.Plans > 0).ToList();
        if (isEven)
        {
            for (var items = random.Next(1, 41); items > 0; items--)
            {
                told[random.Next(told.Count)].Throw(random);
            }
            return told;
        }
        told.ForEach(one => one.ThrowAll(RandomOf(citizen, one.Source.Name.Length, one.Source.Area[0], 7)));
        return told;
    }

    private void WriteDocument(Utf8JsonWriter json, int citizen, Told told, int round)
    {
        var (source, plans) = (told.Source, told.Plans);
        var random = RandomOf(citizen, source.Name.Length, source.Area[0]);
        var hasNews = round > 0 && RandomOf(citizen, round, 99).Next(100) == 0;
        json.WriteStartObject();
        json.WriteNumber("documentVersion", 1);
        json.WriteString("source", source.Name);
        json.WriteString("area", source.Area);
        json.WriteString("exportedAt", FirstExport.AddDays(round).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("mode", "snapshot");
        WriteCitizen(json, citizen);
        Items(json, "contacts", told.Contacts, n => WriteContact(json, source, n, random));
        Items(json, "plans", plans, n => WritePlan(json, source, n, random));
        Items(json, "goals", told.Goals, n => WriteGoal(json, n % plans, n, random));
        Items(json, "interventions", told.Interventions, n => WriteIntervention(json, n % plans, n, random));
        Items(json, "appointments", told.Appointments, n => WriteAppointment(json, n % plans, n, random, hasNews ? round : 0));
        Items(json, "milestones", told.Milestones, n => WriteMilestone(json, n));
        Items(json, "consents", told.Consents, n => WriteConsent(json, source, n));
        Items(json, "network", told.Network, n => WriteNetwork(json, n));
        Items(json, "restrictions", told.Restrictions, n => WriteRestriction(json, n));
        Items(json, "agreements", told.Agreements, n => WriteAgreement(json, n));
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
