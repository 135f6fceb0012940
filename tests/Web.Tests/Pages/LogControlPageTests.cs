using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Infrastructure.LogControl;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

/// <summary>Each with a site of its own: a night moves the clock, and what is drawn depends on all that was looked at.</summary>
public sealed class LogControlPageTests : IAsyncLifetime
{
    private readonly CitizensHost _host = new();

    public ValueTask InitializeAsync() => ((IAsyncLifetime)_host).InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static DemonstrationPerson Leader => DemonstrationPeople.All.Single(person => person.Subject == "demo-leder");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Two caseworkers of the leader's area, of whom neither has a case of Jonas.</summary>
    private static readonly IReadOnlyList<string> Staff =
        [.. DemonstrationPeople.All.Where(person => person.Roles.Contains("caseworker") && person.Areas.Contains(Leader.Areas[0])).Select(person => person.Subject)];

    [Fact]
    public async Task One_look_at_a_well_known_person_is_asked_about_until_they_are_taken_off_the_list()
    {
        var officer = await _host.SignInAsync("demo-databeskyttelse");
        var report = await officer.OpenAsync("/logkontrol/rapport");
        var form = report.Form("form:has(#Input_Cpr)");
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.SubmitAsync(report, form, ("Input.Cpr", "1"), ("Input.IsWellKnown", "true"))).Status);
        var put = await officer.SubmitAsync(report, form, ("Input.Cpr", "2002099903"), ("Input.IsWellKnown", "true"));
        Assert.Contains("Der står 1 person på listen", put.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await LookAsync(Staff[0], _host.Jonas);
        await NightAsync();
        Assert.Equal(1, await AlertedAsync());

        await officer.SubmitAsync(put, form, ("Input.Cpr", "2002099903"), ("Input.IsWellKnown", "false"));
        await LookAsync(Staff[0], _host.Jonas);
        await NightAsync();
        Assert.Equal(1, await AlertedAsync());

        Task<long> AlertedAsync() => _host.Database.ScalarAsync<long>("select count(*) from log_visits where 'A4' = any(alerts)");
    }

    [Fact]
    public async Task A_look_at_whoever_shares_ones_home_is_asked_about_and_one_at_the_next_house_is_not()
    {
        var (self, sameName, otherName, nextHouse) = (await CitizenAsync(1), await CitizenAsync(2), await CitizenAsync(3), await CitizenAsync(4));
        await _host.Database.ExecuteAsync(
            """
            insert into places (code, name, kind) values ('TEST-HJEM', 'Testhjem', 'home'), ('TEST-NABO', 'Testnabo', 'home');
            """);
        foreach (var (citizen, home) in new[] { (self, "TEST-HJEM"), (sameName, "TEST-HJEM"), (otherName, "TEST-HJEM"), (nextHouse, "TEST-NABO") })
        {
            await _host.Database.ExecuteAsync(
                "update citizens set home_place = $2, family_name = case when id = any($3) then 'Hjemmetest' else family_name end where id = $1", citizen, home, new[] { self, sameName });
        }
        await _host.Database.ExecuteAsync(
            "insert into close_relations (user_id, cpr_index, kind) select u.id, z.cpr_index, 'self' from users u, citizens z where u.subject = $1 and z.id = $2", Staff[0], self);
        foreach (var citizen in new[] { sameName, otherName, nextHouse })
        {
            await LookAsync(Staff[0], citizen);
        }
        await LookAsync(Staff[1], otherName);
        await NightAsync();
        Assert.Equal([otherName, sameName], await _host.Database.ScalarAsync<Guid[]>(
            "select array_agg(v.citizen_id order by z.family_name desc) from log_visits v join citizens z on z.id = v.citizen_id where 'A2' = any(v.alerts)"));
        // A colleague's household is a colleague's business.
        await LookAsync(Staff[1], sameName);
        await NightAsync();
        Assert.Equal(sameName, await _host.Database.ScalarAsync<Guid>("select v.citizen_id from log_visits v where 'A3' = any(v.alerts)"));
    }

    [Fact]
    public async Task A_visit_is_drawn_in_the_night_explained_by_day_and_judged_by_the_leader_who_sees_no_name()
    {
        await LookAsync(Staff[0], _host.Jonas);
        await NightAsync();
        var browser = await _host.SignInAsync(Staff[0]);
        var day = await browser.OpenAsync("/");
        Assert.NotNull(day.Html.QuerySelector("main a[href='/logkontrol']"));
        var leader = await _host.SignInAsync("demo-leder");
        Assert.Null((await leader.OpenAsync("/logkontrol/vurdering")).Html.QuerySelector("main form"));

        var page = await browser.OpenAsync("/logkontrol");
        var form = page.Form("main form");
        var shortOne = await browser.SubmitAsync(page, form, ("Input.Reason", "CitizenAsked"), ("Input.Text", "Ringede"));
        Assert.Equal(HttpStatusCode.BadRequest, shortOne.Status);
        Assert.Contains("mindst 10 tegn", shortOne.Html.QuerySelector(".alert-error")!.TextContent, StringComparison.OrdinalIgnoreCase);
        var sent = await browser.SubmitAsync(page, form, ("Input.Reason", "CitizenAsked"), ("Input.Text", "Et spørgsmål om en regning"));
        Assert.Contains("Et spørgsmål om en regning", sent.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(sent.Html.QuerySelector("main form"));

        var judging = await leader.OpenAsync("/logkontrol/vurdering");
        Assert.Contains("Et spørgsmål om en regning", judging.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Jonas", judging.Html.Body!.TextContent, StringComparison.Ordinal);
        var judge = judging.Form("main form");
        Assert.Equal(HttpStatusCode.BadRequest, (await leader.SubmitAsync(judging, judge, ("Input.Verdict", "NotWorkRelated"), ("Input.Note", ""))).Status);
        var judged = await leader.SubmitAsync(judging, judge, ("Input.Verdict", "NotWorkRelated"), ("Input.Note", "Regninger hører til i kassen."));
        Assert.Contains("Det var ikke arbejde", judged.Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Regninger hører til i kassen.", (await browser.OpenAsync("/logkontrol")).Html.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var report = await (await _host.SignInAsync("demo-databeskyttelse")).OpenAsync("/logkontrol/rapport");
        Assert.Contains("100 %", report.Html.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Jonas", report.Html.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_explains_or_judges_what_is_anothers()
    {
        var other = DemonstrationPeople.All.First(person => person.Roles.Contains("caseworker") && person.Subject != Staff[0]).Subject;
        await LookAsync(Staff[0], _host.Poul);
        await LookAsync(other, _host.Poul, "REG");
        await NightAsync();
        var visit = await _host.Database.ScalarAsync<Guid>(
            "select v.id from sampled_visits v join users u on u.id = v.user_id where v.citizen_id = $1 and u.subject = $2", _host.Poul, Staff[0]);
        var browser = await _host.SignInAsync(other);
        var page = await browser.OpenAsync("/logkontrol");
        var posted = await browser.SubmitAsync(
            page, page.Form("main form"), ("Input.Visit", visit.ToString()), ("Input.Reason", "OwnCase"), ("Input.Text", "Det er slet ikke mit opslag"));
        Assert.Equal(HttpStatusCode.Forbidden, posted.Status);
        Assert.True(await _host.Database.ScalarAsync<bool>("select answered_at is null from sampled_visits where id = $1", visit));

        await _host.Database.ExecuteAsync("update sampled_visits set reason = 'ownCase', answer = 'Min egen borger', answered_at = now()");
        var elsewhere = await _host.Database.ScalarAsync<Guid>("select id from sampled_visits where area = 'REG' limit 1");
        var leader = await _host.SignInAsync("demo-leder");
        var judging = await leader.OpenAsync("/logkontrol/vurdering");
        Assert.DoesNotContain(elsewhere.ToString(), judging.Html.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var judged = await leader.SubmitAsync(judging, judging.Form("main form"), ("Input.Visit", elsewhere.ToString()), ("Input.Verdict", "WorkRelated"));
        Assert.Equal(HttpStatusCode.Forbidden, judged.Status);
        Assert.True(await _host.Database.ScalarAsync<bool>("select judged_at is null from sampled_visits where id = $1", elsewhere));
    }

    [Fact]
    public async Task Whoever_has_the_seed_draws_the_same_visits_and_a_night_draws_once()
    {
        for (var i = 0; i < 40; i++)
        {
            await LookAsync(Staff[0], await CitizenAsync(i));
        }
        await NightAsync();
        await Job().RunAsync(Stop);
        var first = await _host.Database.ScalarAsync<long>("select count(*) from sampled_visits");
        await LookAsync(Staff[1 % Staff.Count], await CitizenAsync(40));
        await NightAsync();
        Assert.Equal(["2026-10-05", "2026-10-06"], (await _host.Database.ScalarAsync<string>("select string_agg(distinct day::text, ' ' order by day::text) from log_draws")).Split(' '));
        Assert.Equal(first + SampleSize.FewestUnexplained, await _host.Database.ScalarAsync<long>("select count(*) from sampled_visits"));
        await using var ask = _host.Database.Owner.CreateCommand(
            """
            select d.seed, d.drawn_unexplained, array(select id from log_visits v where v.area = d.area and v.ground = 'unexplained' and v.day <= d.day
                and not exists (select from sampled_visits s where s.access_id = v.id and s.drawn_on < d.day)) as pot,
              array(select access_id from sampled_visits s where s.area = d.area and s.drawn_on = d.day and s.ground = 'unexplained') as drawn
            from log_draws d where d.drawn_unexplained > 0 and d.unexplained > d.drawn_unexplained
            """);
        await using var reader = await ask.ExecuteReaderAsync(Stop);
        var draws = 0;
        while (await reader.ReadAsync(Stop))
        {
            var again = SampleDraw.Draw(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<Guid[]>(2), reader.GetInt32(1));
            Assert.Equal(reader.GetFieldValue<Guid[]>(3).Order(), again.Order());
            draws++;
        }
        Assert.True(draws > 0);
    }

    [Fact]
    public async Task Numbers_without_a_hit_are_written_down_and_many_of_them_are_an_alert()
    {
        var browser = await _host.SignInAsync(Staff[^1]);
        var before = await _host.Database.ScalarAsync<long>("select count(*) from access_log where ground = 'noHit'");
        var page = await browser.OpenAsync("/borgere");
        for (var i = 0; i < 5; i++)
        {
            await browser.SubmitAsync(page, page.Form("form.find"), ("Find", $"0101019{i}99"));
        }
        Assert.Equal(before + 5, await _host.Database.ScalarAsync<long>("select count(*) from access_log where ground = 'noHit'"));
        await _host.Database.ExecuteAsync(
            """
            insert into access_log (at, user_id, roles, areas, what, purpose, ground, outcome, request_id)
            select $2::timestamptz + i * interval '1 minute', u.id, u.roles, '{SOC}', 'SearchCitizens', 'FindCitizens', 'noHit', 'permitted', 'r'
            from users u, generate_series(1, 5) i where u.subject = $1
            """, Staff[^1], _host.Database.Clock.GetUtcNow().UtcDateTime);
        await NightAsync();
        Assert.Equal(1L, await _host.Database.ScalarAsync<long>("select count(*) from sampled_visits where alerts = '{A8}' and citizen_id is null"));
    }

    [Fact]
    public async Task What_was_drawn_is_changed_by_nobody()
    {
        await LookAsync(Staff[0], _host.Karina);
        await NightAsync();
        foreach (var change in new[]
        {
            "update sampled_visits set looked_at = now()",
            "delete from sampled_visits",
            "truncate sampled_visits",
            "update log_draws set unexplained = 0",
            "delete from log_draws",
            "update sampled_visits set judged_by = user_id, judged_at = now(), verdict = 'workRelated'",
        })
        {
            await Assert.ThrowsAsync<PostgresException>(() => _host.Database.ExecuteAsync(change));
        }
    }

    [Fact]
    public async Task Every_night_is_drawn_again_by_its_seed_and_one_that_was_changed_is_told()
    {
        for (var night = 0; night < 3; night++)
        {
            for (var i = 0; i < 30; i++)
            {
                // Somebody's visits of a day count for the area of the first of them.
                await LookAsync(i % 2 == 0 ? "demo-lene" : "demo-maja", await CitizenAsync(9000 + (night * 100) + i), i % 2 == 0 ? "AKB" : null);
            }
            await NightAsync();
        }
        Assert.All(await AgainAsync(), draw => Assert.True(draw is { Holds: true, Drawn: > 0 }));
        var draws = (await AgainAsync()).Count;

        var swapped = await _host.Database.ScalarAsync<Guid>(
            "select id from log_visits v where area = 'AKB' and not exists (select from sampled_visits s where s.access_id = v.id) limit 1");
        var drawn = await _host.Database.ScalarAsync<Guid>("select access_id from sampled_visits where area = 'AKB' order by drawn_on desc limit 1");
        await _host.Database.ExecuteAsync(
            $"begin; set local session_replication_role = replica; update sampled_visits set access_id = '{swapped}' where access_id = '{drawn}'; commit");
        var wrong = Assert.Single(await AgainAsync(), draw => !draw.Holds);
        Assert.Equal(("AKB", drawn, swapped), (wrong.Area, Assert.Single(wrong.Missing), Assert.Single(wrong.Foreign)));
        Assert.Equal(6, draws);
    }

    private Task<IReadOnlyList<DrawnAgain>> AgainAsync() => ActivatorUtilities.CreateInstance<DrawAgain>(_host.Database.Services).RunAsync(Stop);

    private DrawLogSample Job() => ActivatorUtilities.CreateInstance<DrawLogSample>(_host.Database.Services);

    private async Task NightAsync()
    {
        _host.Database.Clock.Advance(TimeSpan.FromDays(1));
        await Job().RunAsync(Stop);
    }

    private Task<Guid> CitizenAsync(int number) => _host.Database.ScalarAsync<Guid>(
        """
        insert into citizens (id, cpr_index, cpr_cipher, given_name, family_name, birth_date, revision)
        values (gen_random_uuid(), sha256(convert_to($1, 'UTF8')), '\x00', 'Test', $1, '1980-01-01', 1) returning id
        """, $"Udtrukket{number}");

    private async Task LookAsync(string subject, Guid citizen, string? area = null) => await _host.Database.ExecuteAsync(
        """
        insert into access_log (at, user_id, roles, areas, citizen_id, what, purpose, ground, relation, outcome, request_id)
        select $3, u.id, u.roles, array[$4], $2, 'OpenSharedPlan', 'SeeCourse', 'ownArea', $4, 'permitted', 'r' from users u where u.subject = $1
        """, subject, citizen, _host.Database.Clock.GetUtcNow().UtcDateTime, area ?? Leader.Areas[0]);
}
