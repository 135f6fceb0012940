using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Meetings;

/// <summary>Calling a meeting, who is invited, what is talked about, and who sees what of it.</summary>
public sealed class NetworkMeetingTests : AMeeting
{
    [Fact]
    public async Task It_is_an_appointment_of_the_plan_and_the_citizens_points_come_first()
    {
        var form = await Karinas.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(Karina, null, Language.Da));
        Assert.Equal("Karina", form.Citizen);
        var firstConflict = form.Topics.ToList().FindIndex(topic => topic.Kind == PointKind.Conflict);
        Assert.True(form.Topics.Take(firstConflict).All(topic => topic.IsCitizens) && form.Topics.Skip(firstConflict).All(topic => !topic.IsCitizens));

        var id = await CallAsync(topics: [form.Topics[firstConflict].Value]);
        var view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal([PointKind.Citizen, PointKind.Conflict, PointKind.Other], view.Points.Select(point => point.Kind));
        Assert.Equal("Jeg vil tale om min post", view.Points[0].About.Title);
        Assert.Equal(("Netværksmøde", new DateTime(2026, 10, 15, 13, 0, 0)), (view.Time!.Title, view.Time.Start));
        var plan = await Karinas.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(Karina, null, null, Language.Da));
        Assert.Single(plan.Appointments, one => one.Title == "Netværksmøde" && one.Start == view.Time.Start);
        Assert.True(await Karinas.ScalarAsync<bool>("select exists (select from due_citizens where citizen_id = $1)", Karina.Value));
        Assert.Equal(
            ["citizen"], await Karinas.ScalarAsync<string[]>("select invited from appointments where citizen_id = $1 and title = 'Netværksmøde'", Karina.Value));
        var line = Assert.Single(await Karinas.SendAsync(KarinaDatabase.Maja, new ListMeetings(Karina)));
        Assert.Equal((id, "Netværksmøde", 2), (line.Id, line.Title, line.Waits));
    }

    [Fact]
    public async Task What_would_cause_a_high_conflict_is_called_when_that_has_been_looked_at()
    {
        var clash = await Karinas.ScalarAsync<string>("select to_char(start_at at time zone 'Europe/Copenhagen', 'YYYY-MM-DD HH24:MI') from appointments where id = 'A4' and citizen_id = $1", Karina.Value);
        var command = Command(NetworkMeetingId.New()) with { Time = Time(clash[..10], clash[11..], "23:00") };
        var held = (await Karinas.SendAsync(KarinaDatabase.Maja, command)).Value;
        Assert.Equal(WriteResult.Held, held.Result);
        Assert.Contains(held.Told!.Caused, line => line.Rule == "appointment.overlap");
        Assert.Equal(0L, await CountAsync("network_meetings"));
        Assert.Equal(WriteResult.Saved, (await Karinas.SendAsync(KarinaDatabase.Maja, command with { IsSeenThrough = true })).Value.Result);
        Assert.Equal(1L, await CountAsync("network_meetings"));
    }

    [Fact]
    public async Task A_form_that_is_sent_many_times_at_once_calls_one_meeting()
    {
        var id = NetworkMeetingId.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Karinas.SendAsync(KarinaDatabase.Maja, Command(id))));
        Assert.All(answers, answer => Assert.Equal(WriteResult.Saved, answer.Value.Result));
        Assert.Equal((1L, 1L), (await CountAsync("network_meetings"), await Karinas.ScalarAsync<long>("select count(*) from appointments where title = 'Netværksmøde'")));
    }

    [Fact]
    public async Task Nobody_calls_one_for_an_area_that_is_not_theirs_or_invites_whom_they_do_not_know_of()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Area = "AKB" }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Stranger, Command(NetworkMeetingId.New()) with { Area = "KOF" }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Invited = ["c:sundhed:W5"] }));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Maja, Command(NetworkMeetingId.New()) with { Topics = ["goal:sundhed:findes-ikke"] }));
        Assert.Equal((0L, 0L), (await CountAsync("network_meetings"), await CountAsync("written_items")));
    }

    [Fact]
    public async Task A_point_is_shown_to_each_as_the_conflict_or_goal_behind_it_is_and_what_was_said_to_those_who_were_there()
    {
        await WriteAsync(WrittenKind.Plan, "plan", ("title", "Støtte i hverdagen"), ("type", "SEL141"), ("from", "2026-10-01"), ("status", "active"), ("sensitivity", "normal"));
        await WriteAsync(WrittenKind.Goal, "maal", ("plan", "plan"), ("text", "Jeg vil sove hele natten"), ("theme", "health"), ("direction", "develop"), ("origin", "citizen"), ("status", "active"));
        var own = (await Karinas.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(Karina, null, Language.Da))).Topics.Single(topic => topic.Title == "Jeg vil sove hele natten");
        Assert.DoesNotContain((await Karinas.SendAsync(KarinaDatabase.Lene, new OpenMeetingForm(Karina, null, Language.Da))).Topics, topic => topic.Value == own.Value);
        var id = await CallAsync(topics: [own.Value]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 2, null, "Kun sagt i rummet", []));
        Assert.Equal(own.Title, (await OpenAsync(KarinaDatabase.Maja, id)).Points[1].About.Title);
        Assert.False(await Karinas.ScalarAsync<bool>("select exists (select from meeting_points p where to_jsonb(p)::text like '%' || $1 || '%')", own.Title));

        var hidden = (await OpenAsync(KarinaDatabase.Lene, id)).Points[1];
        Assert.Equal((null, null, true), (hidden.About.Title, hidden.Decision, hidden.HidesWords));
        Assert.Equal("Netværksmøde", (await OpenAsync(KarinaDatabase.Lene, id)).Time!.Title);

        await TellAsync(id, present: [2]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)));
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
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Dorte, new AnswerInvitation(Karina, id, 1, 2, InvitationAnswer.Comes)));
        Assert.Empty(await Karinas.SendAsync(KarinaDatabase.Dorte, new ListMeetings(Karina)));
        Assert.Empty((await Karinas.SendAsync(KarinaDatabase.Dorte, new ListMyMeetings())).Meetings);
        Assert.Single((await Karinas.SendAsync(KarinaDatabase.Lene, new ListMyMeetings())).Meetings);
        Assert.Single((await Karinas.SendAsync(KarinaDatabase.Maja, new ListMyMeetings())).Meetings);
        Assert.DoesNotContain((await Karinas.SendAsync(KarinaDatabase.Dorte, new OpenSharedPlan(Karina, null, null, Language.Da))).Appointments, one => one.Title == "Netværksmøde");
    }

    [Fact]
    public async Task By_the_database_alone_a_meeting_is_for_those_invited_who_work_with_the_citizen()
    {
        await FrozenAsync();
        foreach (var (area, seen, citizen) in new[] { ("SIU", true, Karina.Value), ("AKB", true, Karina.Value), ("AHL", false, Karina.Value), ("KOF", false, Karina.Value), ("SIU", false, Guid.NewGuid()), ("SIU", true, Guid.Empty), ("AHL", false, Guid.Empty) })
        {
            foreach (var table in new[] { "network_meetings", "meeting_invitees", "meeting_points", "meeting_agreements", "meeting_additions" })
            {
                Assert.Equal((area, table, seen), (area, table, await SeenAsync(area, citizen, table) > 0));
            }
        }
        // Put right by each of the invited, in their own name.
        string Added(Guid by) => $"insert into meeting_additions (number, meeting_id, text, by, at) select 90, id, 'x', '{by}', now() from network_meetings";
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => ChangeAsync(("AKB", Karinas.LeneId), Added(Karinas.MajaId.Value)))).SqlState);
        Assert.Equal(1, await ChangeAsync(("AKB", Karinas.LeneId), Added(Karinas.LeneId.Value)));
        // Nobody of the area works with the citizen any more.
        await Karinas.ExecuteAsync("delete from citizen_relations where area = 'AKB'");
        Assert.Equal(0, await SeenAsync("AKB", Guid.Empty, "network_meetings"));
    }

    [Fact]
    public async Task By_the_database_alone_a_meeting_is_run_by_the_area_that_called_it_and_answered_by_whom_it_asks()
    {
        var id = (await CallAsync()).Value;
        await Karinas.ExecuteAsync("update meeting_invitees set user_id = $1 where number = 2", Karinas.LeneId.Value);
        var (maja, lene) = ((Area: "SIU", Karinas.MajaId), (Area: "AKB", Karinas.LeneId));
        string Another(string area, Guid by) =>
            $"insert into network_meetings (id, citizen_id, area, seen_by, called_by, called_at, state, revision) values (gen_random_uuid(), '{Karina.Value}', '{area}', '{{AKB,SIU}}', '{by}', now(), 'called', 1)";
        string[] byItsArea =
        [
            $"insert into meeting_invitees (number, meeting_id, kind, source, item_id, name, answer, is_present) values (90, '{id}', 'contact', 'x', 'y', 'Test', 'waiting', false)",
            $"insert into meeting_points (number, meeting_id, position, kind, text) values (90, '{id}', 90, 'other', 'x')",
            $"insert into meeting_agreements (number, meeting_id, point, item_id, text, is_citizens, owner_name) values (90, '{id}', 1, 'x', 'x', false, 'Test')",
            "update network_meetings set state = 'cancelled'",
        ];
        foreach (var change in byItsArea.Append(Another("SIU", Karinas.LeneId.Value)).Append(Another("AKB", Karinas.MajaId.Value)))
        {
            Assert.Equal((change, PostgresErrorCodes.InsufficientPrivilege), (change, (await Assert.ThrowsAsync<PostgresException>(() => ChangeAsync(lene, change))).SqlState));
        }
        foreach (var change in byItsArea)
        {
            Assert.Equal((change, 1), (change, await ChangeAsync(maja, change)));
        }
        foreach (var change in new[] { "update meeting_points set decision = 'x'", "delete from meeting_points", "update meeting_invitees set answer = 'comes' where number = 1" })
        {
            Assert.Equal((change, 0), (change, await ChangeAsync(lene, change)));
            Assert.True(await ChangeAsync(maja, change) > 0, change);
        }
        Assert.Equal(1, await ChangeAsync(lene, "update meeting_invitees set answer = 'comes' where number = 2"));
        Assert.Equal(1, await ChangeAsync(lene, "update network_meetings set revision = revision + 1"));
    }

    /// <param name="citizen">Who is looked at; nobody for a list.</param>
    private async Task<int> SeenAsync(string area, Guid citizen, string table)
    {
        await using var count = new NpgsqlCommand($"select count(*)::int from {table}");
        return await AsAsync(area, Guid.NewGuid(), citizen, count, async () => (int)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }

    private async Task<int> ChangeAsync((string Area, UserId User) who, string sql)
    {
        await using var change = new NpgsqlCommand(sql);
        return await AsAsync(who.Area, who.User.Value, Karina.Value, change, () => change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Past the program, as somebody of an area. Nothing of it is kept.</summary>
    private async Task<int> AsAsync(string area, Guid user, Guid citizen, NpgsqlCommand command, Func<Task<int>> act)
    {
        await using var connection = await Karinas.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlCommand(
            "select set_config('app.user', $1::text, true), set_config('app.areas', $2, true), set_config('app.close', '{}', true), set_config('app.day', $3::text, true), set_config('app.citizen', $4, true)", connection, transaction)
        {
            Parameters = { new() { Value = user }, new() { Value = $"{{{area}}}" }, new() { Value = Database.Today }, new() { Value = citizen == Guid.Empty ? "" : citizen.ToString() } },
        })
        {
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        (command.Connection, command.Transaction) = (connection, transaction);
        return await act();
    }

    [Fact]
    public async Task Whoever_is_invited_reads_along_and_only_the_area_that_called_runs_it()
    {
        var id = await CallAsync();
        var seen = await RevisionAsync(id);
        var task = new SettlePoint.Task("opgave", SettlePoint.Me, "ringer", null);
        await DeniedAsync(new ArrangeAgenda(Karina, id, seen, AgendaAct.Up, 2, null, false));
        await DeniedAsync(new SettlePoint(Karina, id, seen, 1, null, "Nej", []));
        await DeniedAsync(new SettlePoint(Karina, id, seen, 1, null, "Nej", [task]));
        await DeniedAsync(new TellWhoIsThere(Karina, id, seen, [], null, CitizenPart.Declined));
        await DeniedAsync(new EndMeeting(Karina, id, seen));
        await DeniedAsync(new RewordSummary(Karina, id, seen, "Nej"));
        await DeniedAsync(new FreezeMinutes(Karina, id, seen, ApprovalWay.AtMeeting, null));
        await DeniedAsync(new CancelMeeting(Karina, id, seen));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Lene, new OpenMeetingForm(Karina, "SIU", Language.Da)));
        var view = await OpenAsync(KarinaDatabase.Lene, id);
        Assert.Equal((false, 0, 0, seen), (view.MayRun, view.People.Count, view.Topics.Count, view.Revision));
        // Nor does she who runs it give something to whom she does not know of.
        await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, seen, 1, null, "Nej", [task with { Owner = "c:sundhed:W5" }])));
        Assert.Equal((seen, 0L), (await RevisionAsync(id), await CountAsync("meeting_agreements")));

        async Task DeniedAsync(Application.Messaging.ICommand<Domain.Kernel.Done> command) =>
            Assert.Equal("access.area", (await Assert.ThrowsAsync<AccessDeniedException>(() => Karinas.SendAsync(KarinaDatabase.Lene, command))).Code);
    }

    [Fact]
    public async Task Whoever_was_not_there_reads_in_no_summary_note_or_addition_what_was_said_of_what_they_do_not_see()
    {
        await WriteAsync(WrittenKind.Plan, "plan", ("title", "Støtte i hverdagen"), ("type", "SEL141"), ("from", "2026-10-01"), ("status", "active"), ("sensitivity", "normal"));
        await WriteAsync(WrittenKind.Goal, "maal", ("plan", "plan"), ("text", "Jeg vil sove hele natten"), ("theme", "health"), ("direction", "develop"), ("origin", "citizen"), ("status", "active"));
        var own = (await Karinas.SendAsync(KarinaDatabase.Maja, new OpenMeetingForm(Karina, null, Language.Da))).Topics.Single(topic => topic.Title == "Jeg vil sove hele natten");
        var id = await CallAsync(topics: [own.Value]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 2, null, "Kun sagt i rummet", []));
        await TellAsync(id, present: []);
        await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)));
        await Karinas.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(Karina, id, await RevisionAsync(id), ApprovalWay.Afterwards, "Kun sagt i rummet"));
        await Karinas.SendAsync(KarinaDatabase.Maja, new AddToMinutes(Karina, id, await RevisionAsync(id), "Kun sagt i rummet"));
        Assert.Single((await OpenAsync(KarinaDatabase.Maja, id)).Additions);
        var view = await OpenAsync(KarinaDatabase.Lene, id);
        Assert.Equal((null, true, null, 0), (view.Summary, view.HidesSummary, view.ApprovalNote, view.Additions.Count));

        Assert.Equal("Netværksmøde", Assert.Single(await Karinas.SendAsync(KarinaDatabase.Maja, new ListMeetings(Karina))).Title);
        var other = NetworkMeetingId.New();
        Assert.Equal(WriteResult.Saved, (await Karinas.SendAsync(KarinaDatabase.Maja, Command(other) with { Time = Time("2026-10-20", "14:00", "15:00") })).Value.Result);
        await Karinas.ExecuteAsync("update citizens set protection = 'nameAndAddress'");
        Assert.Equal((other, ""), (await Karinas.SendAsync(KarinaDatabase.Maja, new ListMyMeetings())).Meetings.Select(line => (line.Id, line.Title)).Single());
    }

    [Fact]
    public async Task Answers_are_written_down_by_the_area_that_called_or_by_whoever_is_invited_themselves()
    {
        var id = await CallAsync();
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, new AnswerInvitation(Karina, id, await RevisionAsync(id), 1, InvitationAnswer.AsksForAnotherTime))).Succeeded);
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Lene, new AnswerInvitation(Karina, id, await RevisionAsync(id), 2, InvitationAnswer.Comes))).Succeeded);
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Karinas.SendAsync(KarinaDatabase.Lene, new AnswerInvitation(Karina, id, await RevisionAsync(id), 1, InvitationAnswer.Comes)));
        await Assert.ThrowsAsync<StaleRevisionException>(() => Karinas.SendAsync(KarinaDatabase.Maja, new AnswerInvitation(Karina, id, 1, 2, InvitationAnswer.CannotCome)));
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
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 3, null, "Farmor henter", []));
        Assert.Equal(NetworkMeeting.PointIsDecided, (await ArrangeAsync(id, AgendaAct.Remove, 3)).Refusal);
        Assert.True((await ArrangeAsync(id, AgendaAct.Remove, 1)).Succeeded);
        Assert.Equal([3, 2], (await OpenAsync(KarinaDatabase.Maja, id)).Points.Select(point => point.Number));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ArrangeAsync(id, AgendaAct.Remove, 1));
    }
}
