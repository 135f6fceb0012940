using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// A citizen told of by three areas, every text with a mark of its area and kind, and one actor for each way of standing to that
/// citizen. AHL shares its plan with AKB on a live consent; nothing else is shared.
/// </summary>
public class AccessMatrixHost : WebHost, IAsyncLifetime
{
    public const string Cpr = "1403849902";

    public static readonly string[] Actors =
    [
        "anonymous", "ownArea", "otherArea", "unrelated", "areaBefore", "left", "coordinator", "coordinatorBefore", "coordinatorLater", "asked",
        "leader", "administrator", "dataProtection", "machineOwnArea", "machineUnrelated",
        "citizen", "guardian", "relative", "otherCitizen",
    ];

    /// <summary>Those who come by the citizens' door, by the number that the demonstration's e-ID vouches for.</summary>
    private static readonly Dictionary<string, string> Private = new(StringComparer.Ordinal)
    {
        ["citizen"] = Cpr,
        ["guardian"] = "2002099903",
        ["relative"] = "0211489903",
        ["otherCitizen"] = "0211489903",
    };

    private static readonly Dictionary<string, string> Subjects = new(StringComparer.Ordinal)
    {
        ["ownArea"] = "demo-lene",
        ["otherArea"] = "demo-maja",
        ["unrelated"] = "demo-ulla",
        ["areaBefore"] = "demo-rikke",
        ["left"] = "demo-dorte",
        ["coordinator"] = "demo-peter",
        ["coordinatorBefore"] = "demo-anne",
        ["coordinatorLater"] = "demo-hanne",
        ["asked"] = "demo-omar",
        ["leader"] = "demo-leder",
        ["administrator"] = "demo-administrator",
        ["dataProtection"] = "demo-databeskyttelse",
    };

    public Guid Citizen { get; private set; }

    public Guid Conflict { get; private set; }

    public Guid Assignment { get; private set; }

    /// <summary>Between AHL and AKB, waiting for its answer.</summary>
    public Guid Consent { get; private set; }

    /// <summary>Called by AKB, with a point about a goal of its own and what was decided about it.</summary>
    public Guid Meeting { get; private set; }

    public Guid CommonGoal { get; private set; }

    public static string SubjectOf(string actor) => Subjects[actor];

    public static bool IsPrivate(string actor) => Private.ContainsKey(actor);

    public static bool IsMachine(string actor) => actor.StartsWith("machine", StringComparison.Ordinal);

    /// <summary>The marks that an actor may meet anywhere: of the citizen's name, and of the content of an area.</summary>
    public static string[] MayMeet(string actor) => actor switch
    {
        "ownArea" => ["mark-name", "mark-COM", "mark-AKB", "mark-AHL"],
        "machineOwnArea" => ["mark-name", "mark-AKB", "mark-AHL"],
        "otherArea" => ["mark-name", "mark-COM", "mark-SIU"],
        "coordinator" => ["mark-name", "mark-COM"],
        "asked" => ["mark-name"],
        "citizen" or "guardian" => ["mark-name", "mark-COM", "mark-AKB", "mark-SIU", "mark-AHL", "mark-HID"],
        "relative" => ["mark-name", "mark-AKB", "mark-SIU", "mark-HID"],
        _ => [],
    };

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await PrepareAsync();
        foreach (var (area, source) in new[] { ("AKB", "jobcenter"), ("SIU", "social"), ("AHL", "sundhed") })
        {
            await TellAsync(Document(area, source, (Cpr, "mark-name")));
        }
        Citizen = await Database.ScalarAsync<Guid>("select id from citizens where given_name like 'mark-name%'");
        await Database.ConfirmRelativesAsync(Citizen);
        await TellMoreAsync();
        await Database.RecheckAsync();
        Conflict = await Database.ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and rule = 'appointment.overlap' limit 1", Citizen);
        foreach (var (actor, subject) in Subjects)
        {
            await StandAsync(actor, subject);
        }
        Assignment = await Database.ScalarAsync<Guid>("select id from coordinator_assignments where state = 'proposed'");
        Consent = await AskAsync(Citizen, "AHL", "AKB");
        await AskAsync(Citizen, "SIU", "REG");
        Meeting = await CallAsync(Citizen, "AKB");
        CommonGoal = await AgreeAsync(Citizen, "mark-COM");
        await Database.ExecuteAsync(
            """
            insert into given_shares (id, citizen_id, plan_source, plan_id, area, ground, reason, until, shared_by, shared_at, revision)
            select gen_random_uuid(), $1, 'jobcenter', 'AKB-p', 'LOT', 'balancing', 'mark-AKB grund, som kun området selv ser', '2027-01-01', id, now(), 1
            from users where subject = 'demo-lene'
            """,
            Citizen);
    }

    /// <summary>What is told of others than the citizen.</summary>
    private protected virtual Task TellMoreAsync() => Task.CompletedTask;

    private protected async Task TellAsync(string told)
    {
        using var document = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(told));
        var answer = await Database.SendAsync(new ImportDocuments(document, DocumentFormat.One, ImportOrigin.Console));
        Assert.Equal((0, 1), ((int)answer.Value.Rejected, (int)answer.Value.Accepted));
    }

    /// <summary>What matters to the citizen, in their own words, and a goal that the areas have together: of no area.</summary>
    private protected async Task<Guid> AgreeAsync(Guid citizen, string mark)
    {
        var plan = await Database.ScalarAsync<Guid>(
            """
            insert into shared_plans (id, citizen_id, started_by, started_at, revision)
            select gen_random_uuid(), $1, id, now(), 1 from users where subject = 'demo-lene' returning id
            """,
            citizen);
        await Database.ExecuteAsync(
            """
            insert into shared_plan_words (number, shared_plan_id, about, text, written_down_by, at)
            select 1, id, 'whatMatters', $2 || ' egne ord', started_by, now() from shared_plans where id = $1
            """,
            plan, mark);
        var goal = await Database.ScalarAsync<Guid>(
            "insert into common_goals (id, citizen_id, shared_plan_id, set_on, state, revision) values (gen_random_uuid(), $1, $2, '2026-10-01', 'active', 1) returning id",
            citizen, plan);
        await Database.ExecuteAsync(
            """
            insert into common_goal_versions (number, common_goal_id, text, steps, weight, goals, by, at)
            select 1, $2, $3 || ' fælles mål', '{a,b,c,d,e}', 1, '{}', started_by, now() from shared_plans where id = $1
            """,
            plan, goal, mark);
        return goal;
    }

    private protected Task<Guid> CallAsync(Guid citizen, string area) => Database.ScalarAsync<Guid>(
        """
        with meeting as (
            insert into network_meetings (id, citizen_id, area, seen_by, called_by, called_at, state, citizen_part, summary, revision)
            select gen_random_uuid(), $1, $2, array[$2], id, now(), 'ended', 'present', 'mark-' || $2 || ' opsummering', 1 from users where subject = 'demo-lene' returning id),
        point as (
            insert into meeting_points (meeting_id, number, position, kind, source, item_id, decision)
            select id, 1, 1, 'goal', 'jobcenter', $2 || '-g', 'mark-' || $2 || ' beslutning' from meeting)
        select id from meeting
        """,
        citizen, area);

    private protected Task<Guid> AskAsync(Guid citizen, string from, string to) => Database.ScalarAsync<Guid>(
        """
        insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, revision)
        select gen_random_uuid(), $1, 'proceduralSocialLaw', $2, $3, '{plan}', 'mark-' || $2 || ' formål', '2027-01-01', '2026-1', 'da', '{citizen}', id, now(), 'asked', 1
        from users where subject = 'demo-lene' returning id
        """,
        citizen, from, to);

    private async Task StandAsync(string actor, string subject)
    {
        string[] areas = actor switch { "ownArea" or "areaBefore" or "left" or "leader" => ["AKB"], "otherArea" => ["SIU"], _ => ["KOF"] };
        await Database.ExecuteAsync("delete from user_areas where user_id = (select id from users where subject = $1)", subject);
        await Database.ExecuteAsync("delete from staff_directory where user_id = (select id from users where subject = $1)", subject);
        await Database.ExecuteAsync(
            "insert into user_areas (user_id, area, valid_from, valid_to) select id, unnest($2), '2020-01-01', $3 from users where subject = $1",
            subject, areas, actor == "areaBefore" ? Database.Today.AddDays(-1) : null);
        if (actor is "coordinator" or "coordinatorBefore" or "coordinatorLater" or "asked")
        {
            await Database.ExecuteAsync(
                """
                insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, period_to, citizen_chose, mandate, proposed_at, revision)
                select gen_random_uuid(), $1, id, id, name, $3, $4, $5, $6, false, '{}', now(), 1 from users where subject = $2
                """,
                Citizen, subject, actor == "coordinator" ? "main" : "deputy", actor == "asked" ? "proposed" : "active",
                Database.Today.AddDays(actor == "coordinatorLater" ? 1 : -30), actor == "coordinatorBefore" ? Database.Today.AddDays(-1) : null);
        }
    }

    /// <summary>Signed in as the actor; one who has left did so while signed in.</summary>
    public async Task<Browser> BecomeAsync(string actor)
    {
        if (actor == "anonymous")
        {
            return Browse();
        }
        if (IsPrivate(actor))
        {
            await LetInAsync(actor);
            return await SignInAsCitizenAsync(Private[actor]);
        }
        await Database.ExecuteAsync("update users set active = true where subject = $1", SubjectOf(actor));
        var browser = await SignInAsync(SubjectOf(actor));
        if (actor == "left")
        {
            await Database.ExecuteAsync("update users set active = false where subject = $1", SubjectOf(actor));
            Forget();
        }
        return browser;
    }

    /// <summary>Of the two relatives with one number, the one whose turn it is; whoever has no portal is known here and sees nobody.</summary>
    private Task<int> LetInAsync(string actor) => Database.ExecuteAsync(
        "update network_members set portal = $1 where citizen_id = $2 and id = 'AKB-n'", actor == "otherCitizen" ? "none" : "calendar", Citizen);

    public async Task<HttpClient> ConnectAsync(string actor)
    {
        await Database.ExecuteAsync("update user_areas set area = $2 where user_id = (select id from users where subject = $1) and area in ('AKB', 'KOF')",
            DemonstrationClients.Id, actor == "machineOwnArea" ? "AKB" : "KOF");
        await Database.ExecuteAsync("delete from user_areas where area = 'SIU' and user_id = (select id from users where subject = $1)", DemonstrationClients.Id);
        Forget();
        return await ConnectAsync();
    }

    /// <summary>What is remembered of a person for a second.</summary>
    private void Forget() => ((MemoryCache)Services.GetRequiredService<IMemoryCache>()).Compact(1);

    /// <param name="citizen">CPR number and given name.</param>
    private protected static string Document(string area, string source, (string Cpr, string Name) citizen)
    {
        var mark = $"mark-{area}";
        // AHL's plan is shown to AKB by a consent that is about the plan and nothing else: what stands in it is for nobody here.
        var inPlan = area == "AHL" ? "mark-HID" : mark;
        var start = area == "AHL" ? "11:30" : "10:00";
        var consent = area == "AHL"
            ? $$""","consents":[{"id":"{{area}}-s","kind":"proceduralSocialLaw","from":["AHL"],"to":["AKB"],"categories":["plan"],"purpose":"{{mark}} formål","givenBy":"citizen","givenAt":"2026-01-01","validTo":"2027-01-01"}]"""
            : "";
        var people = area == "AKB"
            ? ""","network":[{"id":"AKB-n","name":"Test Nabo","relation":"Nabo","cpr":"0211489903","portal":"calendar"},{"id":"AKB-v","name":"Test Vaerge","relation":"Vaerge","cpr":"2002099903","portal":"none"}],"mandates":[{"id":"AKB-f","holder":"AKB-v","kind":"guardianship","validTo":"2027-06-01"}]"""
            : "";
        var shares = area == "AHL" ? ""","sharedWith":[{"area":"AKB","ground":"consent"}]""" : "";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            {"documentVersion":1,"source":"{{source}}","area":"{{area}}","exportedAt":"2026-10-01T08:00:00Z","mode":"snapshot",
             "citizen":{"cpr":"{{citizen.Cpr}}","givenName":"{{citizen.Name}} Test","familyName":"Testesen","birthDate":"1984-03-14"},
             "contacts":[{"id":"{{area}}-c","name":"{{mark}} Test Kontakt","role":"{{mark}} rolle","area":"{{area}}","email":"{{mark}}@example.dk","phone":"+4500009900","unit":"{{mark}} enhed"}],
             "plans":[{"id":"{{area}}-p","type":"SEL141","title":"{{mark}} plan","summary":"{{mark}} resume","status":"active","from":"2026-01-01","owner":"{{area}}-c"{{shares}}}],
             "goals":[{"id":"{{area}}-g","plan":"{{area}}-p","text":"{{inPlan}} mål","theme":"practicalTasks","direction":"develop","origin":"citizen","status":"active"}],
             "interventions":[{"id":"{{area}}-i","plan":"{{area}}-p","title":"{{inPlan}} indsats","purposeGroup":"everydayStructure","from":"2026-01-01","status":"active","weeklyHours":4}],
             "appointments":[{"id":"{{area}}-a","plan":"{{area}}-p","title":"{{inPlan}} samtale","start":"2026-10-07T{{start}}:00+02:00","end":"2026-10-07T13:00:00+02:00","mode":"phone","status":"booked"}],
             "restrictions":[{"id":"{{area}}-r","kind":"maxWeeklyHours","hours":10,"from":"2026-01-01","statement":"{{inPlan}} hensyn"}],
             "milestones":[{"id":"{{area}}-m","plan":"{{area}}-p","key":"{{area}}-m","title":"{{mark}} milepæl","due":"2026-10-12","kind":"internal"}],
             "assessments":[{"id":"{{area}}-v","theme":"practicalTasks","level":3,"date":"2026-09-01","unit":"{{inPlan}} enhed"}],
             "decisions":[{"id":"{{area}}-d","title":"{{inPlan}} afgørelse","from":"2026-01-01"}],
             "agreements":[{"id":"{{area}}-e","text":"{{mark}} aftale","due":"2026-10-20"}]{{consent}}{{people}}}
            """);
    }
}
