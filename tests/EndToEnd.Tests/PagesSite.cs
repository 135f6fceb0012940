using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Sammenhaeng.Web.Demonstration;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>A site that has one of everything a page can be about.</summary>
public sealed partial class PagesSite() : Site(Database.Today)
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>A route or address with what it names in braces. A new kind of parameter needs a value below.</summary>
    public string FillIn(string route) => Parameter().Replace(route, match => _values.TryGetValue(match.Groups[1].Value, out var value)
        ? value
        : throw new InvalidOperationException($"Say in PagesSite what {match.Groups[1].Value} of {route} may be."));

    protected override async Task FillAsync()
    {
        await base.FillAsync();
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        using var broken = new MemoryStream("{\"documentVersion\":1,\"source\":\"social\",\"area\":\"SIU\"}"u8.ToArray());
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ImportDocuments(broken, DocumentFormat.One, ImportOrigin.Console));
        await AskMajaAsync();
        await DrawVisitsAsync();
        _values["citizenId"] = Karina.ToString();
        await WriteAsync();
        _values["goal"] = (await ShareAsync()).ToString();
        (_values["slug"], _values["item"]) = ("aftale", "loefte");
        _values["conflictId"] = await ConflictAsync("appointment.overlap:A4+A5");
        _values["highId"] = (await ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and severity = 2 and 'SIU' = any(areas) order by fingerprint limit 1", Karina)).ToString();
        _values["criticalId"] = await ConflictAsync("consent.breach:P3>AKB");
        _values["importId"] = (await ScalarAsync<Guid>("select id from imports order by started_at desc, id desc limit 1")).ToString();
        _values["documentId"] = (await ScalarAsync<Guid>("select id from rejected_documents limit 1")).ToString();
        _values["assignmentId"] = (await ScalarAsync<Guid>("select id from coordinator_assignments where state = 'proposed' limit 1")).ToString();
        _values["consentId"] = (await ScalarAsync<Guid>(
            """
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, revision)
            select gen_random_uuid(), $1, 'gdprConsent', 'SIU', 'AKB', '{plan,appointments}', 'Fælles aftaler om praktik', '2027-01-01', '2026-1', 'da', '{citizen}', id, now(), 'asked', 1
            from users where subject = 'demo-maja' returning id
            """,
            Karina)).ToString();
        _values["meeting"] = await CallAsync();
        _values["code"] = "404";
        _values["problem"] = "fejl";
    }

    private async Task<string> ConflictAsync(string fingerprint) =>
        (await ScalarAsync<Guid>("select id from conflicts where citizen_id = $1 and fingerprint = $2", Karina, fingerprint)).ToString();

    /// <summary>Somebody asks Maja to be coordinator, so that there is a question to answer.</summary>
    private async Task AskMajaAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("demo-peter", "test"));
        var maja = await ScalarAsync<Guid>("select id from users where subject = 'demo-maja'");
        var asked = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new NameCoordinator(
            CitizenId.From(Karina), UserId.From(maja), CoordinatorKind.Main, Day, null, [], CitizenChose: false, Note: null));
        Assert.True(asked.Succeeded);
    }

    /// <summary>Maja writes what Karina says, and a common goal with a goal of SIU's under it, which both have marked; and a follow-up is planned.</summary>
    private async Task<Guid> ShareAsync()
    {
        var (karina, id) = (CitizenId.From(Karina), CommonGoalId.From(Guid.NewGuid()));
        var under = CommonGoalVersion.KeyOf(await ScalarAsync<string>(
            "select source || ':' || id from goals where citizen_id = $1 and area = 'SIU' and ended_at is null and status = 'active' order by id limit 1", Karina));
        await AsMajaAsync(new WriteWords(karina, 0, WordsAbout.WhatMatters, "Jeg vil have ro derhjemme, før jeg tager mere på mig."));
        await AsMajaAsync(new WriteWords(karina, 1, WordsAbout.Strengths, "God til mennesker, og har sin søster i nærheden."));
        await AsMajaAsync(new PlanFollowUp(karina, 2, Day.AddDays(40), UserId.From(await ScalarAsync<Guid>("select id from users where subject = 'demo-maja'"))));
        await AsMajaAsync(new WriteCommonGoal(
            karina, id, 0, "En hverdag, der hænger sammen", ["Ligger i sengen", "Står op hver anden dag", "Står op hver dag", "Kommer ud hver dag", "I praktik"], 1, [under]));
        await AsMajaAsync(new MarkCommonGoal(karina, id, 1, GoalSide.Staff, 2, "Kommer til de fleste møder"));
        await AsMajaAsync(new MarkCommonGoal(karina, id, 2, GoalSide.Citizen, 3, ""));
        return id.Value;
    }

    private async Task AsMajaAsync<T>(ICommand<T> command)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("demo-maja", "test"));
        Assert.True((await scope.ServiceProvider.GetRequiredService<ISender>().Send(command)).Succeeded);
    }

    /// <summary>Maja has promised something here, twice.</summary>
    private async Task WriteAsync()
    {
        foreach (var (seen, text) in new[] { (0, "Maja ringer før kl. 10"), (1, "Maja ringer om fredagen") })
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("demo-maja", "test"));
            var written = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new WriteItem(
                CitizenId.From(Karina), "SIU", "loefte", seen, new WrittenValues(WrittenKind.Agreement, new Dictionary<string, IReadOnlyList<string>> { ["text"] = [text] }), false));
            Assert.Equal(WriteResult.Saved, written.Value.Result);
        }
    }

    /// <summary>Maja has called a meeting, with a point about a conflict and one about something else.</summary>
    private async Task<string> CallAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject("demo-maja", "test"));
        var id = NetworkMeetingId.New();
        var fields = new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Netværksmøde"],
            ["day"] = ["2026-10-15"],
            ["startAt"] = ["13:00"],
            ["endAt"] = ["14:00"],
            ["mode"] = ["phone"],
            ["status"] = ["booked"],
        };
        var called = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new CallMeeting(
            CitizenId.From(Karina), id, "SIU", new WrittenValues(WrittenKind.Appointment, fields), ["citizen"], ["Jeg vil tale om min post"], [$"conflict:{_values["conflictId"]}"], [], true));
        Assert.Equal(WriteResult.Saved, called.Value.Result);
        return id.Value.ToString();
    }

    /// <summary>Two visits of Maja's: one that she has not explained, and one that an alert is about and her leader has not judged.</summary>
    private async Task DrawVisitsAsync() => await ScalarAsync<bool>(
        """
        with draw as (
            insert into log_draws (area, day, drawn_at, seed, alerts, unexplained, explained, drawn_unexplained, drawn_explained)
            values ('SIU', '2026-10-04', '2026-10-05', sha256('Test'), 1, 1, 0, 1, 0)),
        seen as (
            insert into log_visits (id, day, area, at, user_id, citizen_id, ground, alerts, outside_hours)
            select gen_random_uuid(), '2026-10-04', 'SIU', '2026-10-04 09:00+00', u.id, $1, v.ground, v.alerts::text[], false
            from users u, (values ('unexplained', '{}'), ('alert', '{A7,A9}')) as v (ground, alerts) where u.subject = 'demo-maja' returning *),
        sampled as (
            insert into sampled_visits (id, area, drawn_on, access_id, looked_at, user_id, citizen_id, ground, alerts, due, reason, answer, answered_at, revision)
            select gen_random_uuid(), area, day, id, at, user_id, citizen_id, ground, alerts, '2026-10-12',
                case when ground = 'alert' then 'helpedColleague' end, case when ground = 'alert' then 'Min kollega var syg' end,
                case when ground = 'alert' then '2026-10-05 07:00+00'::timestamptz end, 0 from seen returning 1)
        select true
        """,
        Karina);

    [GeneratedRegex(@"\{(\w+)[^/]*?\}(?=/|$|\?)")]
    private static partial Regex Parameter();
}

/// <summary>People can sign in, and nothing has come in.</summary>
public sealed class EmptySite() : Site(Database.Today)
{
    protected override async Task FillAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        foreach (var person in DemonstrationPeople.All)
        {
            await sender.Send(new RegisterStaff(person.Subject, person.Name, person.Roles, person.Areas, new DateOnly(2020, 1, 1), person.Contacts, person.Unit));
        }
    }
}
