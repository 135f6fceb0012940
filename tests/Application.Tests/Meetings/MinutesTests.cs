using Npgsql;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Meetings;

/// <summary>What is decided and agreed, and the minutes that the citizen says yes to.</summary>
public sealed class MinutesTests : AMeeting
{
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
        var command = new SettlePoint(Karina, id, await RevisionAsync(id), 1, "En fast dag til posten", "Posten læses sammen hver torsdag", tasks);
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, command)).Succeeded);
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, command)).Succeeded, "The same form twice is one.");

        var plan = await Karinas.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(Karina, null, null, Language.Da));
        Assert.Equal(
            [("Flytter samtalen", "Lene Test Holm", Database.Today.AddDays(10)), ("tager posten med", "Karina Test Mikkelsen", default), ("ringer før kl. 10", "Maja Test Lind", Database.Today.AddDays(3))],
            plan.Agreements.Where(one => one.Key.Source == "sammenhaeng-siu").OrderBy(one => one.Key.Id, StringComparer.Ordinal).Select(one => (one.Text, one.Owner, one.Due ?? default)));
        var point = (await OpenAsync(KarinaDatabase.Maja, id)).Points[0];
        Assert.Equal(("En fast dag til posten", "Posten læses sammen hver torsdag", 3), (point.Wish, point.Decision, point.Agreements.Count));
        var later = await Karinas.SendAsync(KarinaDatabase.Maja, new OpenSharedPlan(Karina, Database.Today.AddDays(20), null, Language.Da));
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
                return (await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(
                    Karina, id, seen, 1, null, $"Beslutning {i}", [new SettlePoint.Task($"opgave-{i}", SettlePoint.Me, "ringer", null)]))).Succeeded;
            }
            catch (StaleRevisionException)
            {
                return false;
            }
        }));
        Assert.Single(kept, one => one);
        Assert.Equal((1L, 1L), (await CountAsync("meeting_agreements"), await Karinas.ScalarAsync<long>("select count(*) from agreements where source = 'sammenhaeng-siu' and ended_at is null")));
    }

    [Fact]
    public async Task It_ends_when_it_is_told_who_was_there_with_a_summary_that_is_put_in_other_words_until_the_citizen_has_said_yes()
    {
        var id = await CallAsync();
        Assert.Equal(NetworkMeeting.WhoWasThere, (await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)))).Refusal);
        await TellAsync(id, [2]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 1, null, "Posten læses sammen", [new SettlePoint.Task("opgave", MeetingPeople.Citizen, "Tager posten med", Database.Today.AddDays(7))]));
        Assert.Equal(NetworkMeeting.NotEnded, (await FreezeAsync(id)).Refusal);
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)))).Succeeded);
        var view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal(
            "Vi holdt møde den 15. oktober 2026. Du var med.\n\nDet blev vi enige om:\nPosten læses sammen. Du tager posten med senest den 12. oktober.\n\nEr noget forkert? Så sig det til Maja Test Lind.",
            view.Summary);
        Assert.InRange(PlainSummary.Lix(view.Summary!), 1, PlainSummary.EasyLix);
        Assert.Equal(NetworkMeeting.NotFrozen, (await AddAsync(id)).Refusal);
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, new RewordSummary(Karina, id, view.Revision, "Vi læser din post hver torsdag."))).Succeeded);
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(async () => await Karinas.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(Karina, id, await RevisionAsync(id), ApprovalWay.Disagrees, " ")));
        Assert.True((await FreezeAsync(id)).Succeeded);

        Assert.Equal(NetworkMeeting.Frozen, (await Karinas.SendAsync(KarinaDatabase.Maja, new RewordSummary(Karina, id, await RevisionAsync(id), "Nej"))).Refusal);
        Assert.Equal(NetworkMeeting.Frozen, (await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 1, null, "Nej", []))).Refusal);
        Assert.True((await AddAsync(id)).Succeeded);
        view = await OpenAsync(KarinaDatabase.Maja, id);
        Assert.Equal(("Vi læser din post hver torsdag.", CitizenPart.Present, "Maja Test Lind"), (view.Summary, view.CitizenPart, view.FrozenBy));
        Assert.Equal("Lene Test Holm", Assert.Single(view.Additions).By);
        Assert.Equal(MeetingState.Frozen, Assert.Single(await Karinas.SendAsync(KarinaDatabase.Maja, new ListMeetings(Karina))).State);
    }

    [Fact]
    public async Task The_database_refuses_to_change_frozen_minutes()
    {
        await FrozenAsync();
        await RefusedAsync(
            "delete from network_meetings", "truncate network_meetings cascade", "update network_meetings set summary = 'x'",
            "update network_meetings set state = 'ended', frozen_at = null, frozen_by = null, approved_how = null, held_title = null, held_from = null, held_to = null",
            "update network_meetings set state = 'cancelled', frozen_at = null, frozen_by = null, approved_how = null, held_title = null, held_from = null, held_to = null",
            "update network_meetings set citizen_part = 'declined'", "update network_meetings set seen_by = seen_by || array['KOF']", "update network_meetings set approved_how = 'afterwards'",
            "update meeting_points set decision = 'x'", "delete from meeting_points", "truncate meeting_points",
            "insert into meeting_points (meeting_id, number, position, kind, text) select id, 9, 9, 'other', 'x' from network_meetings",
            "update meeting_invitees set is_present = not is_present", "delete from meeting_invitees", "truncate meeting_invitees",
            "insert into meeting_invitees (meeting_id, number, kind, name, source, item_id, answer, is_present) select id, 9, 'person', 'x', 'social', 'x', 'comes', true from network_meetings",
            "update meeting_agreements set text = 'x'", "delete from meeting_agreements", "truncate meeting_agreements",
            "insert into meeting_agreements (meeting_id, number, point, item_id, text, is_citizens, owner_name) select id, 9, 1, 'x', 'x', false, 'x' from network_meetings",
            "update meeting_additions set text = 'x'", "delete from meeting_additions", "truncate meeting_additions");
    }

    [Fact]
    public async Task The_database_takes_no_minutes_that_nobody_said_yes_to_and_keeps_who_called_and_who_sees()
    {
        var id = await CallAsync();
        await RefusedAsync("delete from network_meetings");
        await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 1, null, "Sådan blev det", [new SettlePoint.Task("opgave", SettlePoint.Me, "ringer", null)]));
        const string Held = "held_title = 'Møde', held_from = now(), held_to = now()";
        await RefusedAsync(
            "update network_meetings set seen_by = seen_by || array['KOF']", "update network_meetings set called_by = gen_random_uuid()", "update network_meetings set area = 'AKB'", "delete from network_meetings",
            "update meeting_agreements set text = 'x'", "delete from meeting_agreements",
            "insert into meeting_additions (meeting_id, number, text, by, at) select id, 1, 'x', called_by, now() from network_meetings",
            "update network_meetings set state = 'ended'", "update network_meetings set state = 'ended', summary = 'x'", "update network_meetings set state = 'ended', citizen_part = 'present'",
            "update network_meetings set summary = 'x', citizen_part = 'present', state = 'frozen'",
            $"update network_meetings set summary = 'x', citizen_part = 'present', state = 'frozen', frozen_at = now(), frozen_by = called_by, {Held}",
            $"update network_meetings set summary = 'x', citizen_part = 'present', state = 'frozen', frozen_at = now(), approved_how = 'atMeeting', {Held}",
            $"update network_meetings set summary = 'x', citizen_part = 'present', state = 'frozen', frozen_at = now(), frozen_by = called_by, approved_how = 'disagrees', {Held}",
            $"update network_meetings set approved_how = 'atMeeting', frozen_at = now(), frozen_by = called_by, {Held}");
    }

    [Fact]
    public async Task A_meeting_that_was_called_off_is_kept_as_it_was_by_the_database_too()
    {
        var id = await CallAsync();
        await Karinas.SendAsync(KarinaDatabase.Maja, new CancelMeeting(Karina, id, await RevisionAsync(id)));
        await RefusedAsync(
            "update network_meetings set state = 'called'", "update network_meetings set others = 'x'", "update meeting_points set decision = 'x'", "delete from meeting_points",
            "update meeting_invitees set is_present = true", "insert into meeting_agreements (meeting_id, number, point, item_id, text, is_citizens, owner_name) select id, 9, 1, 'x', 'x', false, 'x' from network_meetings",
            "insert into meeting_additions (meeting_id, number, text, by, at) select id, 1, 'x', called_by, now() from network_meetings");
        Assert.Equal(NetworkMeeting.Cancelled, (await Karinas.SendAsync(KarinaDatabase.Maja, new SettlePoint(Karina, id, await RevisionAsync(id), 1, null, "Nej", []))).Refusal);
    }

    [Fact]
    public async Task The_minutes_say_how_the_citizen_said_yes_in_a_way_that_there_is()
    {
        var id = await CallAsync();
        await TellAsync(id, [2]);
        await Karinas.SendAsync(KarinaDatabase.Maja, new EndMeeting(Karina, id, await RevisionAsync(id)));
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(async () => await Karinas.SendAsync(KarinaDatabase.Maja, new FreezeMinutes(Karina, id, await RevisionAsync(id), (ApprovalWay)9, null)));
        Assert.Equal("ended", await Karinas.ScalarAsync<string>("select state from network_meetings"));
    }

    [Fact]
    public async Task Called_off_it_leaves_the_calendar_and_nothing_more_is_written_in_it()
    {
        var id = await CallAsync();
        Assert.True((await Karinas.SendAsync(KarinaDatabase.Maja, new CancelMeeting(Karina, id, await RevisionAsync(id)))).Succeeded);
        Assert.Equal("cancelled", await Karinas.ScalarAsync<string>("select status from appointments where title = 'Netværksmøde'"));
        Assert.Equal(NetworkMeeting.Cancelled, (await ArrangeAsync(id, AgendaAct.Up, 1)).Refusal);
        Assert.Empty((await Karinas.SendAsync(KarinaDatabase.Maja, new ListMyMeetings())).Meetings);
    }
}
