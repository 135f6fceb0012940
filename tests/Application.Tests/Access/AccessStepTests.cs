using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Tests.Events;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Access;

/// <summary>The decision alone lets in and denies as it should: row-level security is not what keeps anybody out here.</summary>
public sealed class AccessStepWithoutRowSecurityTests : AccessStepTests
{
    protected override void Add(IServiceCollection services)
    {
        base.Add(services);
        services.AddSingleton(provider => provider.GetRequiredService<SystemDataSource>().Source);
    }
}

public class AccessStepTests : Database
{
    protected override void Add(IServiceCollection services)
    {
        services.AddMessaging(typeof(AccessStepTests).Assembly);
        services.AddValidators(typeof(AccessStepTests).Assembly);
    }

    [Fact]
    public async Task A_caseworker_with_a_plan_of_the_citizen_in_an_own_area_is_let_in_and_written_down()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB", "SIU");

        var view = await SendAsync(As("mette"), new SeeName(citizen));

        Assert.Equal("Karina Test", view.GivenName);
        Assert.Equal(["AKB"], view.Relation.OwnAreas);
        Assert.Equal("SeeName SeeCourse ownArea AKB permitted request-mette {AKB,SIU}", await ScalarAsync<string>(
            """
            select concat_ws(' ', what, purpose, ground, relation, outcome, request_id, areas::text)
            from access_log where citizen_id = $1 and subject = 'mette' and user_id is not null
            """,
            citizen.Value));
    }

    [Fact]
    public async Task The_unit_that_somebody_worked_in_then_is_written_down_too()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "SIU");
        await this.ACaseworkerAsync("mette", "AKB", "SIU");
        await ExecuteAsync("update user_areas set unit = 'Ungeenheden' where area = 'SIU'");
        await ExecuteAsync("insert into user_areas (user_id, area, unit, valid_from) select user_id, area, 'Voksne', valid_from from user_areas where area = 'SIU'");
        await ExecuteAsync("insert into user_areas (user_id, area, unit, valid_from, valid_to) select user_id, area, 'Før', '2020-01-01', '2026-10-04' from user_areas where area = 'AKB'");

        Assert.Equal(["SIU"], (await SendAsync(As("mette"), new SeeName(citizen))).Relation.OwnAreas);

        Assert.Equal("{AKB,SIU} {SIU:Ungeenheden,SIU:Voksne}", await ScalarAsync<string>("select areas::text || ' ' || units::text from access_log where citizen_id = $1", citizen.Value));
    }

    [Fact]
    public async Task A_command_is_not_let_in_by_emergency_access_whatever_it_needs()
    {
        var citizen = await this.ACitizenAsync();
        var mette = await this.ACaseworkerAsync("mette", "AKB");
        await ExecuteAsync(
            """
            insert into break_glass_grants (id, citizen_id, user_id, reason, text, areas, categories, opened_at, until, review_due, revision)
            values (gen_random_uuid(), $1, $2, 'danger', 'Borgeren er i fare netop nu.', '{SIU}', '{plan}', $3, $3 + interval '1 hour', '2026-10-12', 1)
            """, citizen.Value, mette.Id.Value, Clock.GetUtcNow());
        Assert.NotNull((await SendAsync(As("mette"), new SeeName(citizen))).Relation.BreakGlass);
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("mette"), new ChangeByReading(citizen)));
        Assert.Equal("access.onlyRead", denied.Code);
        Assert.True((await SendAsync(Caller.System("test"), new ChangeByReading(citizen))).Succeeded);
    }

    [Fact]
    public async Task Places_are_shown_by_no_request_that_bears_no_reason()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        Assert.Equal("access.undeclared", (await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("mette"), new SeePlacesWithoutReason(citizen)))).Code);
    }

    [Theory]
    [InlineData("other area")]
    [InlineData("plan has left the course")]
    [InlineData("worked there before")]
    [InlineData("left the municipality")]
    [InlineData("administrator")]
    [InlineData("leader")]
    [InlineData("not known here")]
    public async Task Anybody_else_is_denied_and_written_down(string who)
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.AUserAsync(
            "someone",
            [who switch { "administrator" => Roles.Administrator, "leader" => Roles.Leader, _ => Roles.Caseworker }],
            who == "other area" ? "SIU" : "AKB");
        await ExecuteAsync(who switch
        {
            "plan has left the course" => "update plans set ended_at = now(), status = 'completed'",
            "worked there before" => "update user_areas set valid_to = '2026-10-04'",
            "left the municipality" => "update users set active = false",
            "not known here" => "update users set subject = 'another'",
            _ => "select 1",
        });

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("someone"), new SeeName(citizen)));
        Assert.Equal(denied.Code, await ScalarAsync<string>("select outcome from access_log where citizen_id = $1", citizen.Value));
    }

    [Fact]
    public async Task The_coordinator_is_let_in_without_a_plan_of_an_own_area_for_as_long_as_the_role_lasts()
    {
        var citizen = await this.ACitizenAsync();
        var user = await this.ACaseworkerAsync("lone", "KOF");
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(CoordinatorAssignment.TakeOn(
                citizen,
                new StaffPerson(PersonId.New(), user.Id, user.Name),
                new CoordinatorTerms(CoordinatorKind.Main, Today, [], true),
                Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });

        Assert.True((await SendAsync(As("lone"), new SeeName(citizen))).Relation.IsCoordinator);
        await ExecuteAsync("update coordinator_assignments set state = 'ended', period_to = '2026-10-05'");
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("lone"), new SeeName(citizen)));
    }

    [Fact]
    public async Task Only_the_one_who_was_asked_may_answer_a_proposal()
    {
        var citizen = await this.ACitizenAsync();
        var asked = await this.ACaseworkerAsync("asked", "KOF");
        var asker = await this.ACaseworkerAsync("asker", "KOF");
        var proposal = CoordinatorAssignment.Propose(
            citizen,
            new StaffPerson(PersonId.New(), asked.Id, asked.Name),
            new CoordinatorTerms(CoordinatorKind.Main, Today, [], false),
            asker.Id,
            Clock.GetUtcNow()).Value;
        await WriteAsync(async db =>
        {
            db.CoordinatorAssignments.Add(proposal);
            await db.SaveChangesAsync();
        });

        Assert.Equal(1, await SendAsync(As("asked"), new SeeProposal(proposal.Id)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("asker"), new SeeProposal(proposal.Id)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("asked"), new SeeProposal(CoordinatorAssignmentId.New())));
    }

    [Fact]
    public async Task Not_there_and_not_yours_are_the_same_denial()
    {
        var citizen = await this.ACitizenAsync();
        await this.ACaseworkerAsync("mette", "AKB");
        var notYours = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("mette"), new SeeName(citizen)));
        var notThere = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("mette"), new SeeName(CitizenId.New())));
        Assert.Equal(notYours.Code, notThere.Code);
    }

    [Fact]
    public async Task A_request_that_names_no_permission_is_let_in_by_nobody()
    {
        await this.AUserAsync("all", [.. Roles.All], "AKB");
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("all"), new UndeclaredRequest()));
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(new UndeclaredRequest()));
    }

    [Fact]
    public async Task What_a_request_itself_denies_is_written_down_and_nothing_else_of_it()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(As("mette"), new DenyInside(citizen)));

        Assert.Equal("access.inside", denied.Code);
        Assert.Equal("DenyInside access.inside", await ScalarAsync<string>(
            "select string_agg(what || ' ' || outcome, ',') from access_log where citizen_id = $1", citizen.Value));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
    }

    [Fact]
    public async Task A_list_is_written_down_as_one_row_with_everyone_it_showed()
    {
        var first = await this.ACitizenAsync();
        var second = await this.ACitizenAsync();
        await this.APlanAsync(first, "AKB");
        await this.APlanAsync(second, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");

        await SendAsync(As("mette"), new FindEverybody());

        Assert.Equal(
            [first.Value, second.Value],
            (await ScalarAsync<Guid[]>("select shown_citizens from access_log where subject = 'mette'")).Order());
    }

    [Fact]
    public async Task Nothing_is_shown_and_nothing_is_changed_when_the_log_cannot_be_written()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        await ExecuteAsync("alter table access_log add constraint test_full check (false) not valid");

        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => SendAsync(As("mette"), new SeeName(citizen)));
        await Assert.ThrowsAsync<AccessLogUnavailableException>(() => SendAsync(As("mette"), new NameDeputy(citizen, "Grethe Test")));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from access_log"));
    }

    [Fact]
    public async Task A_request_about_one_citizen_that_shows_others_is_written_down_with_all_of_them()
    {
        var karina = await this.ACitizenAsync();
        var jonas = await this.ACitizenAsync();
        await this.APlanAsync(karina, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");

        await SendAsync(As("mette"), new SeeWhoElse(karina, jonas));

        Assert.Equal(
            new[] { karina.Value, jonas.Value }.Order(), (await ScalarAsync<Guid[]>("select shown_citizens from access_log where subject = 'mette'")).Order());
    }

    [Fact]
    public async Task What_was_to_be_written_of_a_request_that_failed_is_not_written_by_the_next_one()
    {
        var karina = await this.ACitizenAsync();
        var jonas = await this.ACitizenAsync();
        await this.APlanAsync(karina, "AKB");
        await this.APlanAsync(jonas, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");

        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(As("mette"), new SeeNothing(karina)));
        await SendAsync(As("mette"), new SeeName(jonas));

        Assert.Equal([jonas.Value], await ScalarAsync<Guid[]>("select array_agg(citizen_id) from access_log where subject = 'mette'"));
    }

    [Theory]
    [InlineData("update access_log set outcome = 'permitted'")]
    [InlineData("delete from access_log")]
    [InlineData("truncate access_log")]
    public async Task A_row_of_the_log_is_never_changed_or_removed(string attempt)
    {
        await SendAsync(new SeeName(await this.ACitizenAsync()));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ExecuteAsync(attempt));
        Assert.Equal(1L, await ScalarAsync<long>("select count(*) from access_log"));
    }

    [Fact]
    public async Task A_request_in_a_wrong_shape_is_not_carried_out()
    {
        var citizen = await this.ACitizenAsync();
        await Assert.ThrowsAsync<FluentValidation.ValidationException>(() => SendAsync(new NameDeputy(citizen, "")));
        Assert.Equal(0L, await ScalarAsync<long>("select count(*) from coordinator_assignments"));
    }

    [Fact]
    public async Task Access_and_its_log_cost_three_round_trips_beside_the_queries_of_the_request()
    {
        var citizen = await this.ACitizenAsync();
        await this.APlanAsync(citizen, "AKB");
        await this.ACaseworkerAsync("mette", "AKB");
        await SendAsync(As("mette"), new SeeName(citizen));

        using var trips = RoundTrips.Count(this);
        await SendAsync(As("mette"), new SeeName(citizen));
        // Identity with facts, the handler's own query, the log row; the commit is the fourth and no command.
        Assert.Equal(3, trips.Total);
    }

    private static Caller As(string subject) => Caller.WithSubject(subject, $"request-{subject}");
}
