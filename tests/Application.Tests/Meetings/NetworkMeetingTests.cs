using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Meetings;

/// <summary>Maja (SIU) calls a meeting about Karina and invites her and Lene (AKB), whose plan is shared with Maja's area. Dorte (AHL) is not invited.</summary>
public sealed class NetworkMeetingTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
        var plan = await _database.ScalarAsync<string>("select id from plans where citizen_id = $1 and area = 'AKB' and owner_id = 'W1' order by id limit 1", _karina.Value);
        await _database.SendAsync(KarinaDatabase.Lene, new Application.Consent.SharePlan(
            _karina, new ItemKey("jobcenter", plan), "SIU", ShareGround.EssentialImportance, "Bostøtten skal kunne lægge tider uden om (§ 28).", Database.Today.AddMonths(3)));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task It_is_an_appointment_of_the_plan_and_the_citizens_points_come_first()
    {
        var form = await _database.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(_karina, null, Language.Da));
        Assert.Equal("Karina", form.Citizen);
        var firstConflict = form.Topics.ToList().FindIndex(topic => topic.Kind == PointKind.Conflict);
        Assert.True(form.Topics.Take(firstConflict).All(topic => topic.IsCitizens) && form.Topics.Skip(firstConflict).All(topic => !topic.IsCitizens));

        var id = await CallAsync(topics: [form.Topics[firstConflict].Value]);
        var view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal([PointKind.Citizen, PointKind.Conflict, PointKind.Other], view.Points.Select(point => point.Kind));
        Assert.Equal("Jeg vil tale om min post", view.Points[0].About.Title);
        Assert.Equal(("Netværksmøde", new DateTime(2026, 10, 15, 13, 0, 0)), (view.Time!.Title, view.Time.Start));
        var plan = await _database.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(_karina, null, null, Language.Da));
        Assert.Single(plan.Appointments, one => one.Title == "Netværksmøde" && one.Start == view.Time.Start);
        Assert.True(await _database.ScalarAsync<bool>("select exists (select from due_citizens where citizen_id = $1)", _karina.Value));
        Assert.Equal(
            ["citizen"], await _database.ScalarAsync<string[]>("select invited from appointments where citizen_id = $1 and title = 'Netværksmøde'", _karina.Value));
        var line = Assert.Single(await _database.SendAsync(KarinaDatabase.Maja, new ListMeetings(_karina)));
        Assert.Equal((id, "Netværksmøde", 2), (line.Id, line.Title, line.Waits));
    }

    [Fact]
    public async Task What_would_cause_a_high_conflict_is_called_when_that_has_been_looked_at()
    {
        var clash = await _database.ScalarAsync<string>("select to_char(start_at at time zone 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI') from appointments where id = 'A4' and citizen_id = $1", _karina.Value);
        var command = Command(NetworkMeetingId.New()) with { Time = Time(clash[..10], clash[11..], "23:00") };
        var held = (await _database.SendAsync(KarinaDatabase.Maja, command)).Value;
        Assert.Equal(WriteResult.Held, held.Result);
        Assert.Contains(held.Told!.Caused, line => line.Rule == "appointment.overlap");
        Assert.Equal(0L, await CountAsync("network_meetings"));
        Assert.Equal(WriteResult.Saved, (await _database.SendAsync(KarinaDatabase.Maja, command with { IsSeenThrough = true })).Value.Result);
        Assert.Equal(1L, await CountAsync("network_meetings"));
    }

    [Fact]
    public async Task A_form_that_is_sent_many_times_at_once_calls_one_meeting()
    {
        var id = NetworkMeetingId.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.SendAsync(KarinaDatabase.Maja, Command(id))));
        Assert.All(answers, answer => Assert.Equal(WriteResult.Saved, answer.Value.Result));
        Assert.Equal((1L, 1L), (await CountAsync("network_meetings"), await _database.ScalarAsync<long>("select count(*) from appointments where title = 'Netværksmøde'")));
    }

    [Fact]
    public async Task Nobody_calls_one_for_an_area_that_is_not_theirs_or_invites_whom_they_do_not_know_of()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Area = "AKB" }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, Command(NetworkMeetingId.New()) with { Area = "KOF" }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Invited = ["c:sundhed:W5"] }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Topics = ["goal:sundhed:findes-ikke"] }));
        Assert.Equal((0L, 0L), (await CountAsync("network_meetings"), await CountAsync("written_items")));
    }

    [Fact]
    public async Task What_is_agreed_is_an_agreement_of_the_plan_with_an_owner_of_whichever_area_and_a_day()
    {
        var id = await CallAsync();
        var lene = await PersonAsync("Lene Test Holm");
        var tasks = new[]
        {
            new SettlePoint.Task("opgave-1", lene, "Flytter samtalen", Database.Today.AddDays(10)),
            new SettlePoint.Task("opgave-2", MeetingPeople.Citizen, "tager posten med", null),
            new SettlePoint.Task("opgave-3", SettlePoint.Me, "ringer før kl. 10", Database.Today.AddDays(3)),
        };
        var command = new SettlePoint(_karina, id, await RevisionAsync(id), 1, "En fast dag til posten", "Posten læses sammen hver torsdag", tasks);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, command)).Succeeded);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, command)).Succeeded, "The same form twice is one.");

        var plan = await _database.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(_karina, null, null, Language.Da));
        Assert.Equal(
            [("Flytter samtalen", "Lene Test Holm", Database.Today.AddDays(10)), ("tager posten med", "Karina Test Mikkelsen", default), ("ringer før kl. 10", "Maja Test Lind", Database.Today.AddDays(3))],
            plan.Agreements.Where(one => one.Key.Source == "sammenhaeng-siu").OrderBy(one => one.Key.Id, StringComparer.Ordinal).Select(one => (one.Text, one.Owner, one.Due ?? default)));
        var point = (await OpenAsync(KarinaDatabase.Maja, id)).Points[0];
        Assert.Equal(("En fast dag til posten", "Posten læses sammen hver torsdag", 3), (point.Wish, point.Decision, point.Agreements.Count));
        var later = await _database.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(_karina, Database.Today.AddDays(20), null, Language.Da));
        Assert.Contains(later.Conflicts, line => line.Rule == "agreement.overdue" && line.Subjects.Any(subject => subject.Id == "opgave-1"));
    }

    [Fact]
    public async Task Of_eight_who_write_at_the_same_point_at_once_one_is_kept_and_seven_are_told()
    {
        var id = await CallAsync();
        var seen = await RevisionAsync(id);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return (await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(
                    _karina, id, seen, 1, null, $"Beslutning {i}", [new SettlePoint.Task($"opgave-{i}", SettlePoint.Me, "ringer", null)]))).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(kept, one => one);
        Assert.Equal((1L, 1L), (await CountAsync("meeting_agreements"), await _database.ScalarAsync<long>("select count(*) from agreements where source = 'sammenhaeng-siu' and ended_at is null")));
    }

    [Fact]
    public async Task A_point_is_shown_to_each_as_the_conflict_or_goal_behind_it_is_and_what_was_said_to_those_who_were_there()
    {
        await WriteAsync(WrittenKind.Plan, "plan", ("title", "Støtte i hverdagen"), ("type", "SEL141"), ("from", "2026-10-01"), ("status", "active"), ("sensitivity", "normal"));
        await WriteAsync(WrittenKind.Goal, "maal", ("plan", "plan"), ("text", "Jeg vil sove hele natten"), ("theme", "health"), ("direction", "develop"), ("origin", "citizen"), ("status", "active"));
        var own = (await _database.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(_karina, null, Language.Da))).Topics.Single(topic => topic.Title == "Jeg vil sove hele natten");
        Assert.DoesNotContain((await _database.SendAsync(KarinaDatabase.Lene, new OpenMeetingForm(_karina, null, Language.Da))).Topics, topic => topic.Value == own.Value);
        var id = await CallAsync(topics: [own.Value]);
        await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(_karina, id, await RevisionAsync(id), 2, null, "Kun sagt i rummet", []));
        Assert.Equal(own.Title, (await OpenAsync(KarinaDatabase.Maja, id)).Points[1].About.Title);
        Assert.False(await _database.ScalarAsync<bool>("select exists (select from meeting_points p where to_jsonb(p)::text like '%' || $1 || '%')", own.Title));

        var hidden = (await OpenAsync(KarinaDatabase.Lene, id)).Points[1];
        Assert.Equal((null, null, true), (hidden.About.Title, hidden.Decision, hidden.HidesWords));
        Assert.Equal("Netværksmøde", (await OpenAsync(KarinaDatabase.Lene, id)).Time!.Title);

        await TellAsync(id, present: [2]);
        await _database.SendAsync(KarinaDatabase.Maja, new EndMeeting(_karina, id, await RevisionAsync(id)));
        var heard = await OpenAsync(KarinaDatabase.Lene, id);
        Assert.Equal((null, "Kun sagt i rummet"), (heard.Points[1].About.Title, heard.Points[1].Decision));
        Assert.Contains("Kun sagt i rummet.", heard.Summary, StringComparison.Ordinal);
        Assert.False(heard.MayRun);
    }

    [Fact]
    public async Task An_area_that_is_not_invited_sees_nothing_of_it()
    {
        var id = await CallAsync();
        await Assert.ThrowsAsync<AccessDeniedException>(() => OpenAsync(KarinaDatabase.Dorte, id));
        await Assert.ThrowsAsync<AccessDeniedException>(() => OpenAsync(KarinaDatabase.Stranger, id));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Dorte, new AnswerInvitation(_karina, id, 1, 2, InvitationAnswer.Comes)));
        Assert.Empty(await _database.SendAsync(KarinaDatabase.Dorte, new ListMeetings(_karina)));
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Dorte, new ListMyMeetings())).Meetings);
        Assert.Single((await _database.SendAsync(KarinaDatabase.Lene, new ListMyMeetings())).Meetings);
        Assert.Single((await _database.SendAsync(KarinaDatabase.Maja, new ListMyMeetings())).Meetings);
        Assert.DoesNotContain((await _database.SendAsync(KarinaDatabase.Dorte, new OpenSharedPlan(_karina, null, null, Language.Da))).Appointments, one => one.Title == "Netværksmøde");
    }

    [Fact]
    public async Task Answers_are_written_down_by_the_area_that_called_or_by_whoever_is_invited_themselves()
    {
        var id = await CallAsync();
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new AnswerInvitation(_karina, id, await RevisionAsync(id), 1, InvitationAnswer.AsksForAnotherTime))).Succeeded);
        Assert.True((await _database.SendAsync(KarinaDatabase.Lene, new AnswerInvitation(_karina, id, await RevisionAsync(id), 2, InvitationAnswer.Comes))).Succeeded);
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await _database.SendAsync(KarinaDatabase.Lene, new AnswerInvitation(_karina, id, await RevisionAsync(id), 1, InvitationAnswer.Comes)));
        await Assert.ThrowsAsync<StaleRevisionException>(() => _database.SendAsync(KarinaDatabase.Maja, new AnswerInvitation(_karina, id, 1, 2, InvitationAnswer.CannotCome)));
        Assert.Equal(
            [("Karina Test Mikkelsen", InvitationAnswer.AsksForAnotherTime), ("Lene Test Holm", InvitationAnswer.Comes)],
            (await OpenAsync(KarinaDatabase.Maja, id)).Invitees.Select(one => (one.Name, one.Answer)));
    }

    [Fact]
    public async Task The_agenda_is_added_to_taken_from_and_moved_around_in_but_what_is_decided_stays()
    {
        var id = await CallAsync();
        await ArrangeAsync(id, AgendaAct.AddWords, 0, "Hvem henter Emil?", isCitizens: true);
        await ArrangeAsync(id, AgendaAct.Up, 3);
        await ArrangeAsync(id, AgendaAct.Up, 3);
        await ArrangeAsync(id, AgendaAct.Up, 3);
        Assert.Equal([3, 1, 2], (await OpenAsync(KarinaDatabase.Maja, id)).Points.Select(point => point.Number));
        await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(_karina, id, await RevisionAsync(id), 3, null, "Farmor henter", []));
        Assert.Equal(NetworkMeeting.PointIsDecided, (await ArrangeAsync(id, AgendaAct.Remove, 3)).Refusal);
        Assert.True((await ArrangeAsync(id, AgendaAct.Remove, 1)).Succeeded);
        Assert.Equal([3, 2], (await OpenAsync(KarinaDatabase.Maja, id)).Points.Select(point => point.Number));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ArrangeAsync(id, AgendaAct.Remove, 1));
    }

    [Fact]
    public async Task It_ends_when_it_is_told_who_was_there_with_a_summary_that_is_put_in_other_words_until_the_citizen_has_said_yes()
    {
        var id = await CallAsync();
        Assert.Equal(NetworkMeeting.WhoWasThere, (await _database.SendAsync(KarinaDatabase.Maja, new EndMeeting(_karina, id, await RevisionAsync(id)))).Refusal);
        await TellAsync(id, [2]);
        await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(_karina, id, await RevisionAsync(id), 1, null, "Posten læses sammen", [new SettlePoint.Task("opgave", MeetingPeople.Citizen, "Tager posten med", Database.Today.AddDays(7))]));
        Assert.Equal(NetworkMeeting.NotEnded, (await FreezeAsync(id)).Refusal);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new EndMeeting(_karina, id, await RevisionAsync(id)))).Succeeded);
        var view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal(
            "Vi holdt møde den 15. oktober 2026. Du var med.\n\nDet blev vi enige om:\nPosten læses sammen. Du tager posten med senest den 12. oktober.\n\nEr noget forkert? Så sig det til Maja Test Lind.",
            view.Summary);
        Assert.InRange(PlainSummary.Lix(view.Summary!), 1, PlainSummary.EasyLix);
        Assert.Equal(NetworkMeeting.NotFrozen, (await AddAsync(id)).Refusal);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new RewordSummary(_karina, id, view.Revision, "Vi læser din post hver torsdag."))).Succeeded);
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(async () => await _database.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(_karina, id, await RevisionAsync(id), ApprovalWay.Disagrees, " ")));
        Assert.True((await FreezeAsync(id)).Succeeded);

        Assert.Equal(NetworkMeeting.Frozen, (await _database.SendAsync(KarinaDatabase.Maja, new RewordSummary(_karina, id, await RevisionAsync(id), "Nej"))).Refusal);
        Assert.Equal(NetworkMeeting.Frozen, (await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(_karina, id, await RevisionAsync(id), 1, null, "Nej", []))).Refusal);
        Assert.True((await AddAsync(id)).Succeeded);
        view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal(("Vi læser din post hver torsdag.", CitizenPart.Present, "Maja Test Lind"), (view.Summary, view.CitizenPart, view.FrozenBy));
        Assert.Equal("Lene Test Holm", Assert.Single(view.Additions).By);
        Assert.Equal(MeetingState.Frozen, Assert.Single(await _database.SendAsync(KarinaDatabase.Maja, new ListMeetings(_karina))).State);
    }

    [Theory]
    [InlineData("delete from network_meetings")]
    [InlineData("truncate network_meetings cascade")]
    [InlineData("update network_meetings set summary = 'x'")]
    [InlineData("update network_meetings set state = 'ended', frozen_at = null, frozen_by = null, approved_how = null, held_title = null, held_from = null, held_to = null")]
    [InlineData("update network_meetings set citizen_part = 'declined'")]
    [InlineData("update meeting_points set decision = 'x'")]
    [InlineData("delete from meeting_points")]
    [InlineData("update meeting_invitees set is_present = not is_present")]
    [InlineData("delete from meeting_invitees")]
    [InlineData("insert into meeting_points (meeting_id, number, position, kind, text) select id, 9, 9, 'other', 'x' from network_meetings")]
    [InlineData("update meeting_agreements set text = 'x'")]
    [InlineData("delete from meeting_agreements")]
    [InlineData("update meeting_additions set text = 'x'")]
    [InlineData("delete from meeting_additions")]
    public async Task The_database_refuses_to_change_frozen_minutes(string change)
    {
        var id = await CallAsync();
        await _database.SendAsync(KarinaDatabase.Maja, new SettlePoint(_karina, id, await RevisionAsync(id), 1, null, "Sådan blev det", [new SettlePoint.Task("opgave", SettlePoint.Me, "ringer", null)]));
        await TellAsync(id, [2]);
        await _database.SendAsync(KarinaDatabase.Maja, new EndMeeting(_karina, id, await RevisionAsync(id)));
        await FreezeAsync(id);
        await AddAsync(id);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.ExecuteAsync(change));
        Assert.True(refused.SqlState is PostgresErrorCodes.RestrictViolation or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.RaiseException, refused.Message);
    }

    [Fact]
    public async Task Called_off_it_leaves_the_calendar_and_nothing_more_is_written_in_it()
    {
        var id = await CallAsync();
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new CancelMeeting(_karina, id, await RevisionAsync(id)))).Succeeded);
        Assert.Equal("cancelled", await _database.ScalarAsync<string>("select status from appointments where title = 'Netværksmøde'"));
        Assert.Equal(NetworkMeeting.Cancelled, (await ArrangeAsync(id, AgendaAct.Up, 1)).Refusal);
        Assert.Empty((await _database.SendAsync(KarinaDatabase.Maja, new ListMyMeetings())).Meetings);
    }

    private static WrittenValues Time(string day, string from, string to) => new(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
    {
        ["title"] = ["Netværksmøde"], ["day"] = [day], ["startAt"] = [from], ["endAt"] = [to], ["mode"] = ["inPerson"], ["status"] = ["booked"], ["decision"] = ["true"],
    });

    private CallMeeting Command(NetworkMeetingId id) => new(
        _karina, id, "SIU", Time("2026-10-15", "13:00", "14:00"), [MeetingPeople.Citizen], ["Jeg vil tale om min post"], [], ["Næste møde"], IsSeenThrough: false);

    private async Task<NetworkMeetingId> CallAsync(IReadOnlyList<string>? topics = null)
    {
        var id = NetworkMeetingId.New();
        var called = await _database.SendAsync(KarinaDatabase.Maja, Command(id) with { Invited = [MeetingPeople.Citizen, await PersonAsync("Lene Test Holm")], Topics = topics ?? [] });
        Assert.Equal((WriteResult.Saved, 0), (called.Value.Result, called.Value.Errors.Count));
        return id;
    }

    private async Task<string> PersonAsync(string name) =>
        (await _database.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(_karina, null, Language.Da))).People.Single(person => person.Name == name).Value;

    private async Task WriteAsync(WrittenKind kind, string id, params (string Field, string Value)[] fields) => Assert.Equal(WriteResult.Saved, (await _database.SendAsync(
        KarinaDatabase.Maja, new WriteItem(_karina, "SIU", id, 0, new WrittenValues(kind, fields.ToDictionary(one => one.Field, IReadOnlyList<string> (one) => [one.Value])), true))).Value.Result);

    private Task<OpenMeeting.View> OpenAsync(Caller by, NetworkMeetingId id) => _database.SendAsync(by, new OpenMeeting(_karina, id, Language.Da));

    private Task<long> RevisionAsync(NetworkMeetingId id) => _database.ScalarAsync<long>("select revision from network_meetings where id = $1", id.Value);

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"select count(*) from {table}");

    private async Task<Result<Done>> ArrangeAsync(NetworkMeetingId id, AgendaAct act, int point, string? about = null, bool isCitizens = false) =>
        await _database.SendAsync(KarinaDatabase.Maja, new ArrangeAgenda(_karina, id, await RevisionAsync(id), act, point, about, isCitizens));

    private async Task TellAsync(NetworkMeetingId id, IReadOnlyList<int> present) => Assert.True((await _database.SendAsync(
        KarinaDatabase.Maja, new TellWhoIsThere(_karina, id, await RevisionAsync(id), present, "Bisidder: Ida Test", CitizenPart.Present))).Succeeded);

    private async Task<Result<Done>> FreezeAsync(NetworkMeetingId id) =>
        await _database.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(_karina, id, await RevisionAsync(id), ApprovalWay.AtMeeting, null));

    private async Task<Result<Done>> AddAsync(NetworkMeetingId id) =>
        await _database.SendAsync(KarinaDatabase.Lene, new AddToMinutes(_karina, id, await RevisionAsync(id), "Samtalen er flyttet til den 13. oktober."));
}
