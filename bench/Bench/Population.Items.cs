using System.Globalization;
using System.Text.Json;

namespace Sammenhaeng.Bench;

/// <summary>How many items of each kind there are, and how each is told.</summary>
internal sealed partial class Population
{
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

    /// <summary>How many items of each kind a source tells of a citizen.</summary>
    private sealed class Told(Source source, int plans)
    {
        public Source Source => source;
        public int Plans => plans;
        public int Contacts { get; private set; }
        public int Goals { get; private set; }
        public int Interventions { get; private set; }
        public int Appointments { get; private set; }
        public int Milestones { get; private set; }
        public int Consents { get; private set; }
        public int Network { get; private set; }
        public int Restrictions { get; private set; }
        public int Agreements { get; private set; }

        public void ThrowAll(Random random)
        {
            Contacts = 1 + random.Next(2);
            Goals = plans + random.Next(2);
            Interventions = plans + random.Next(2);
            Appointments = random.Next(2, 4) + plans;
            Milestones = random.Next(3) == 0 ? 1 : 0;
            Consents = random.Next(4) == 0 ? 1 : 0;
            Network = random.Next(3) == 0 ? 1 : 0;
            Restrictions = random.Next(8) == 0 ? 1 : 0;
            Agreements = random.Next(6) == 0 ? 1 : 0;
        }

        /// <summary>One item more.</summary>
        public void Throw(Random random)
        {
            switch (random.Next(20))
            {
                case < 8: Appointments++; break;
                case < 12: Interventions++; break;
                case < 15: Goals++; break;
                case < 17: Contacts++; break;
                case 17: Milestones++; break;
                case 18: Consents++; break;
                default:
                    (Network, Restrictions, Agreements) = random.Next(3) switch
                    {
                        0 => (Network + 1, Restrictions, Agreements),
                        1 => (Network, Restrictions + 1, Agreements),
                        _ => (Network, Restrictions, Agreements + 1),
                    }; break;
            }
        }
    }
}
