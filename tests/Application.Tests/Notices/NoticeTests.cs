using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.BreakGlass;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Notices;

/// <summary>Maja (SIU), Lene (AKB) and Dorte (AHL) are contacts of Karina's.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<IReadOnlyList<ListNotices.Row>> ListAsync(Caller caller, NoticeKind? kind = null) =>
        [.. (await _database.SendAsync(caller, new ListNotices(1, 200))).Rows.Where(row => kind is null || row.Kind == kind)];

    private Task<long> CountAsync(string subject, string kind) => _database.ScalarAsync<long>(
        "select count(*) from notices n join users u on u.id = n.user_id where u.subject = $1 and n.kind = $2", subject, kind);

    [Fact]
    public async Task A_conflict_that_opens_is_told_once_to_the_contacts_of_the_areas_it_is_between_and_to_nobody_else()
    {
        foreach (var (subject, area) in new[] { ("maja", "SIU"), ("lene", "AKB"), ("dorte", "AHL") })
        {
            var between = await _database.ScalarAsync<long>("select count(*) from conflicts where $1 = any (areas)", area);
            Assert.NotEqual(0, between);
            Assert.Equal(between, await CountAsync(subject, "conflict"));
        }
        Assert.Equal(0, await CountAsync("stranger", "conflict"));
        Assert.Equal(0, await CountAsync("administrator", "conflict"));

        var before = await _database.ScalarAsync<long>("select count(*) from notices");
        await _database.ExecuteAsync("insert into due_citizens (citizen_id) values ($1)", _karina.Value);
        await _database.RecheckAsync();
        await _database.DispatchAsync();
        Assert.Equal(before, await _database.ScalarAsync<long>("select count(*) from notices"));
    }

    [Fact]
    public async Task A_critical_conflict_is_told_to_the_data_protection_contact_without_a_name_and_no_other_is()
    {
        await _database.SendAsync(new Application.Staff.RegisterStaff("dpo", "Databeskytter Test", [Roles.DataProtection], [], Database.Today, []));
        await _database.ExecuteAsync("delete from conflict_history");
        await _database.ExecuteAsync("delete from conflicts");
        await _database.ExecuteAsync("insert into due_citizens (citizen_id) values ($1)", _karina.Value);
        await _database.RecheckAsync();
        var rows = await ListAsync(Caller.WithSubject("dpo", "test"));
        Assert.Equal(await _database.ScalarAsync<long>("select count(*) from conflicts where severity = 3"), rows.Count);
        Assert.All(rows, row => Assert.Equal((null, true, false, Severity.K), (row.Citizen, row.IsCritical, row.IsHidden, row.Severity)));
    }

    [Fact]
    public async Task A_conflict_that_is_opened_again_is_told_again_but_not_to_whoever_opened_it()
    {
        var (conflict, revision) = (await _database.ScalarAsync<Guid>("select id from conflicts where areas @> '{SIU,AKB}' and severity < 3 order by id limit 1"), 1L);
        var id = ConflictId.From(conflict);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new ResolveConflict(id, revision, "Tiderne er flyttet, så de ikke støder sammen.", null))).Succeeded);
        Assert.True((await _database.SendAsync(KarinaDatabase.Maja, new ReopenConflict(id, revision + 1, "De støder stadig sammen."))).Succeeded);
        Assert.Equal(1L, await OfAsync("maja"));
        Assert.Equal(2L, await OfAsync("lene"));

        Task<long> OfAsync(string subject) => _database.ScalarAsync<long>(
            "select count(*) from notices n join users u on u.id = n.user_id where u.subject = $1 and n.about = $2", subject, conflict);
    }

    [Fact]
    public async Task A_proposal_is_told_once_to_those_asked_and_its_answer_to_whoever_made_it()
    {
        var plan = new ItemKey("jobcenter", await _database.ScalarAsync<string>("select id from plans where citizen_id = $1 and area = 'AKB' order by id limit 1", _karina.Value));
        await _database.SendAsync(KarinaDatabase.Lene, new SharePlan(_karina, plan, "SIU", ShareGround.EssentialImportance, "Bostøtten skal kunne lægge tider uden om (§ 28).", Database.Today.AddMonths(3)));
        var made = await _database.SendAsync(KarinaDatabase.Maja, new ProposeChange(_karina, "plans", plan, "Kan mødet flyttes til torsdag?"));
        await Task.WhenAll(_database.DispatchAsync(), _database.DispatchAsync());
        await _database.DispatchAsync();
        var asked = Assert.Single(await ListAsync(KarinaDatabase.Lene, NoticeKind.Proposal));
        Assert.Equal($"/borgere/{_karina.Value}/forslag#p-{made.Value.Value}", asked.Leads);
        Assert.False(asked.IsRead);
        Assert.Equal(0, await CountAsync("maja", "proposal"));
        Assert.Equal(0, await CountAsync("dorte", "proposal"));

        await _database.SendAsync(KarinaDatabase.Lene, new Application.Proposals.AnswerProposal(_karina, made.Value, 1, ProposalAct.Accept, ""));
        await _database.DispatchAsync();
        Assert.Single(await ListAsync(KarinaDatabase.Maja, NoticeKind.ProposalAnswer));
        Assert.True(Assert.Single(await ListAsync(KarinaDatabase.Lene, NoticeKind.Proposal)).IsRead);
    }

    [Fact]
    public async Task Whoever_is_asked_to_coordinate_is_told_and_whoever_asked_learns_the_answer_and_the_one_before_that_it_is_over()
    {
        await _database.SendAsync(KarinaDatabase.Dorte, new NameCoordinator(_karina, null, CoordinatorKind.Main, Database.Today, null, [], true, null));
        var asked = await _database.SendAsync(KarinaDatabase.Maja, new NameCoordinator(_karina, _database.LeneId, CoordinatorKind.Main, Database.Today, null, [], true, null));
        await _database.DispatchAsync();
        var question = Assert.Single(await ListAsync(KarinaDatabase.Lene, NoticeKind.CoordinatorAsked));
        Assert.Equal(($"/koordinator/{asked.Value.Value}", false), (question.Leads, question.IsRead));

        await _database.SendAsync(KarinaDatabase.Lene, new AnswerCoordinatorProposal(asked.Value, 1, true, null));
        await _database.DispatchAsync();
        Assert.True(Assert.Single(await ListAsync(KarinaDatabase.Lene, NoticeKind.CoordinatorAsked)).IsRead);
        Assert.Single(await ListAsync(KarinaDatabase.Maja, NoticeKind.CoordinatorAnswer));
        Assert.Single(await ListAsync(KarinaDatabase.Dorte, NoticeKind.CoordinatorEnded));
        Assert.Empty(await ListAsync(KarinaDatabase.Dorte, NoticeKind.CoordinatorAnswer));
    }

    [Fact]
    public async Task Emergency_access_is_told_to_those_who_work_with_the_citizen_and_to_the_leader_without_the_citizen()
    {
        var leader = await _database.AUserAsync("leder", [Roles.Leader], "KOF");
        var session = Guid.NewGuid();
        await _database.ExecuteAsync("insert into sessions (id, subject, proved_at) values ($1, 'stranger', now())", session);
        Assert.True((await _database.SendAsync(Caller.WithSubject("stranger", "test", session), new TakeBreakGlass(
            _karina, BreakGlassReason.LifeOrHealth, "Borgeren er fundet bevidstløs derhjemme.", ["AHL"], DataClassWords.All))).Succeeded);
        await _database.DispatchAsync();
        Assert.True(Assert.Single(await ListAsync(KarinaDatabase.Maja, NoticeKind.EmergencyAccess)).IsCritical);
        var review = Assert.Single(await ListAsync(Caller.WithSubject("leder", "test")));
        Assert.Equal((NoticeKind.EmergencyReview, null, "/akut-adgang/gennemgang"), (review.Kind, review.Citizen, review.Leads));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from notices where user_id = $1 and citizen_id is not null", leader.Id.Value));
        Assert.Equal(0, await CountAsync("stranger", "emergencyAccess"));
    }

    [Fact]
    public async Task What_is_due_is_told_once_to_whoever_promised_it_however_often_the_job_runs()
    {
        await _database.ExecuteAsync(
            """
            insert into agreements (citizen_id, id, source, area, text, owner, due, done, exported_at, first_seen_at)
            select $1, v.id, 'social', 'SIU', 'Ringer', v.owner, v.due, v.done, now(), now()
            from (values ('x1', 'W3', $2::date + 1, false), ('x2', 'W3', $2::date - 2, false), ('x3', 'W3', $2::date + 2, false),
                         ('x4', 'W3', $2::date + 1, true), ('x5', 'citizen', $2::date + 1, false), ('x6', 'W3', $2::date - 30, false)) v (id, owner, due, done)
            """, _karina.Value, Database.Today);
        var told = await _database.SendAsync(new TellOfDueItems());
        Assert.Equal(0, (await _database.SendAsync(new TellOfDueItems())).Value);
        Assert.Equal(1, await CountAsync("maja", "agreementDue"));
        Assert.Equal(1, await CountAsync("maja", "agreementOverdue"));
        Assert.Equal(await _database.ScalarAsync<long>("select count(*) from notices where kind in ('agreementDue', 'agreementOverdue', 'followUp')"), told.Value);
        _database.Clock.Advance(TimeSpan.FromDays(1));
        await _database.SendAsync(new TellOfDueItems());
        Assert.Equal(2, await CountAsync("maja", "agreementDue"));
    }

    [Fact]
    public async Task A_notice_of_a_citizen_one_no_longer_works_with_says_nothing()
    {
        var seen = await ListAsync(KarinaDatabase.Maja, NoticeKind.Conflict);
        Assert.All(seen, row => Assert.NotNull(row.Citizen));
        await _database.ExecuteAsync("update plans set ended_at = now(), status = 'completed' where citizen_id = $1 and area = 'SIU'", _karina.Value);
        var after = await ListAsync(KarinaDatabase.Maja, NoticeKind.Conflict);
        Assert.Equal(seen.Count, after.Count);
        Assert.All(after, row => Assert.Equal((null, null, null, true), (row.Citizen, row.Rule, row.Leads, row.IsHidden)));
    }

    [Fact]
    public async Task One_sees_and_reads_ones_own_alone()
    {
        var (mine, theirs) = (await ListAsync(KarinaDatabase.Maja), await ListAsync(KarinaDatabase.Lene));
        Assert.Empty(mine.Select(row => row.Id).Intersect(theirs.Select(row => row.Id)));
        var now = _database.Clock.GetUtcNow();
        Assert.Equal(0, (await _database.SendAsync(KarinaDatabase.Maja, new ReadNotices(theirs[0].Id, now))).Value);
        Assert.Equal(1, (await _database.SendAsync(KarinaDatabase.Maja, new ReadNotices(mine[0].Id, now))).Value);
        Assert.Equal(0, (await _database.SendAsync(KarinaDatabase.Maja, new ReadNotices(null, now.AddHours(-1)))).Value);
        Assert.Equal(mine.Count - 1, (await _database.SendAsync(KarinaDatabase.Maja, new ReadNotices(null, now))).Value);
        Assert.All(await ListAsync(KarinaDatabase.Lene), row => Assert.False(row.IsRead));
    }

    [Fact]
    public async Task They_are_removed_after_ninety_days()
    {
        Assert.Equal(0, (await _database.SendAsync(new ForgetNotices())).Value);
        _database.Clock.Advance(TimeSpan.FromDays(ForgetNotices.DaysKept + 1));
        Assert.NotEqual(0, (await _database.SendAsync(new ForgetNotices())).Value);
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from notices"));
    }
}
