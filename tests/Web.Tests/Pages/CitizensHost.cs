using System.Text.Json;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>The three worked citizens on 5 October 2026, judged, with a refused document in the import log.</summary>
public class CitizensHost : WebHost, IAsyncLifetime
{
    public Guid Karina { get; private set; }

    public Guid Jonas { get; private set; }

    public Guid Poul { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await PrepareAsync();
        Karina = (await Database.ImportCaseAsync("karina")).Value;
        Jonas = (await Database.ImportCaseAsync("jonas")).Value;
        Poul = (await Database.ImportCaseAsync("poul")).Value;
        using var broken = new MemoryStream("{\"documentVersion\":1,\"source\":\"social\",\"area\":\"SIU\"}"u8.ToArray());
        await Database.SendAsync(new ImportDocuments(broken, DocumentFormat.One, ImportOrigin.Console));
        await Database.RecheckAsync();
    }

    /// <summary>The conflict of Karina's with this fingerprint.</summary>
    public Task<Guid> ConflictAsync(string fingerprint) =>
        Database.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and fingerprint = $2", Karina, fingerprint);

    /// <summary>A path with what it names in braces filled in.</summary>
    public async Task<string> AddressAsync(string path) => path
        .Replace("{karina}", Karina.ToString(), StringComparison.Ordinal)
        .Replace("{conflict}", path.Contains("{conflict}", StringComparison.Ordinal) ? (await ConflictAsync("appointment.overlap:A4+A5")).ToString() : "", StringComparison.Ordinal)
        .Replace("{critical}", path.Contains("{critical}", StringComparison.Ordinal) ? (await ConflictAsync("consent.breach:P3>AKB")).ToString() : "", StringComparison.Ordinal)
        .Replace("{goal}", path.Contains("{goal}", StringComparison.Ordinal) ? (await GoalAsync()).ToString() : "", StringComparison.Ordinal)
        .Replace("{consent}", path.Contains("{consent}", StringComparison.Ordinal) ? (await ConsentAsync()).ToString() : "", StringComparison.Ordinal)
        .Replace("{meeting}", path.Contains("{meeting}", StringComparison.Ordinal) ? (await MeetingAsync()).ToString() : "", StringComparison.Ordinal)
        .Replace("{import}", path.Contains("{import}", StringComparison.Ordinal) ? (await Database.ScalarAsync<Guid>("select id from imports order by started_at desc, id desc limit 1")).ToString() : "", StringComparison.Ordinal)
        .Replace("{rejected}", path.Contains("{rejected}", StringComparison.Ordinal) ? (await Database.ScalarAsync<Guid>("select id from rejected_documents limit 1")).ToString() : "", StringComparison.Ordinal);

    /// <summary>One that Maja has called, with a point of Karina's.</summary>
    public async Task<Guid> MeetingAsync()
    {
        var id = NetworkMeetingId.From(new Guid("0199aaaa-0000-4000-8000-00000000cafe"));
        var fields = new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Netværksmøde"],
            ["day"] = ["2026-10-15"],
            ["startAt"] = ["13:00"],
            ["endAt"] = ["14:00"],
            ["mode"] = ["phone"],
            ["status"] = ["booked"],
        };
        await Database.SendAsync(Caller.WithSubject("demo-maja", "test"), new CallMeeting(
            CitizenId.From(Karina), id, "SIU", new WrittenValues(WrittenKind.Appointment, fields), ["citizen"], ["Jeg vil tale om min post"], [], [], true));
        return id.Value;
    }

    /// <summary>A common goal of Karina's.</summary>
    private async Task<Guid> GoalAsync()
    {
        var goal = new WriteCommonGoal(CitizenId.From(Karina), CommonGoalId.From(new Guid("8f0d8e0e-7c9b-4b1e-9d2a-1f6f5f0c2a11")), 0, "Ro derhjemme", ["Aldrig", "Sjældent", "Ofte", "Næsten altid", "Altid"], 1, []);
        return (await Database.SendAsync(Caller.WithSubject("demo-maja", "test"), goal)).Value.Value;
    }

    /// <summary>One that waits for Karina's answer, between SIU and AKB.</summary>
    private Task<Guid> ConsentAsync() => Database.ScalarAsync<Guid>(
        """
        with asked as (
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, revision)
            select gen_random_uuid(), $1, 'gdprConsent', 'SIU', 'AKB', '{plan}', 'Fælles aftaler om praktik', '2027-01-01', '2026-1', 'da', '{citizen}', id, now(), 'asked', 1
            from users where subject = 'demo-maja' on conflict do nothing returning id)
        select id from asked union select id from consent_records where citizen_id = $1 and state = 'asked' and kind = 'gdprConsent'
        """,
        Karina);

    public static (DateOnly AsOf, int Days, IReadOnlyList<string> Fingerprints) Expected(string citizen)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", citizen, "expected.json")));
        var root = expected.RootElement;
        return (
            DateOnly.Parse(root.GetProperty("asOf").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            root.GetProperty("horizonDays").GetInt32(),
            [.. root.GetProperty("conflicts").EnumerateArray().Select(one => one.GetString()!)]);
    }
}
