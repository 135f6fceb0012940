using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.OwnCourse;

/// <summary>By what a private person stands to whose course, as the database tells it from what the systems have told.</summary>
public sealed class StandingTests(Database database) : IClassFixture<Database>
{
    private static int _serial;

    private static readonly DateOnly Today = Database.Today;

    [Fact]
    public async Task The_citizen_is_themselves_and_stands_by_nobody_else()
    {
        var citizen = await database.ACitizenAsync();
        await database.ACitizenAsync();
        var person = await PersonAsync(await database.ScalarAsync<byte[]>("select cpr_index from citizens where id = $1", citizen.Value));
        Assert.Equal([(citizen.Value, "self", "full", false)], await StandingsAsync(person));
    }

    [Theory]
    [InlineData("none", null, false, null)]
    [InlineData("calendar", null, false, "relative calendar")]
    [InlineData("full", 0, false, "relative full")]
    [InlineData("full", -1, false, null)]
    [InlineData("full", -1, true, "relative none")]
    [InlineData("none", null, true, "relative none")]
    [InlineData("full", null, true, "relative full")]
    public async Task A_relative_is_let_in_as_told_and_as_long_as_told_and_whoever_has_custody_is_known(string portal, int? untilDays, bool custody, string? standing)
    {
        var child = await ChildAsync("2015-01-01");
        var person = await RelativeAsync(child, portal, untilDays, custody);
        Assert.Equal(standing, (await StandingsAsync(person)).Select(one => $"{one.Kind} {one.Portal}").SingleOrDefault());
    }

    [Theory]
    [InlineData("2008-10-06", true)]
    [InlineData("2008-10-05", false)]
    [InlineData("2008-10-04", false)]
    public async Task Custody_ends_on_the_eighteenth_birthday_whatever_the_systems_tell(string born, bool isKnown)
    {
        var person = await RelativeAsync(await ChildAsync(born), "full", untilDays: 400, custody: true);
        Assert.Equal(isKnown, (await StandingsAsync(person)).Count == 1);
    }

    [Fact]
    public async Task Of_two_systems_the_one_that_lets_in_to_least_decides()
    {
        var child = await ChildAsync("2015-01-01");
        var person = await RelativeAsync(child, "full", null, custody: false);
        await AddRowAsync(child, await IndexOfAsync(person), "calendarAndGoals", null, custody: false);
        Assert.Equal("calendarAndGoals", Assert.Single(await StandingsAsync(person)).Portal);
        // One that tells of no portal says nothing of it.
        await AddRowAsync(child, await IndexOfAsync(person), "none", null, custody: false);
        Assert.Equal("calendarAndGoals", Assert.Single(await StandingsAsync(person)).Portal);
    }

    [Fact]
    public async Task What_a_system_tells_opens_nothing_before_somebody_has_confirmed_it_and_more_waits_for_the_next()
    {
        var child = await ChildAsync("2015-01-01");
        var index = System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref _serial)));
        await AddRowAsync(child, index, "calendar", null, custody: false);
        var person = await PersonAsync(index);
        Task<int> TellAsync(string what) => database.ExecuteAsync($"update network_members set {what} where citizen_id = $1", child.Value);
        Assert.Empty(await StandingsAsync(person));
        await database.ConfirmRelativesAsync(child.Value);
        Assert.Equal("calendar", Assert.Single(await StandingsAsync(person)).Portal);
        // More, and custody: as before until somebody looks.
        await TellAsync("portal = 'full', custody_holder = true");
        Assert.Empty(await StandingsAsync(person));
        await database.ConfirmRelativesAsync(child.Value);
        Assert.Equal(("full", true), (Assert.Single(await StandingsAsync(person)).Portal, Assert.Single(await StandingsAsync(person)).Custody));
        // Longer than was confirmed is more.
        await TellAsync("portal_until = '2026-10-04'");
        await database.ConfirmRelativesAsync(child.Value);
        await TellAsync("portal_until = null");
        Assert.Equal("none", Assert.Single(await StandingsAsync(person)).Portal);
        await database.ConfirmRelativesAsync(child.Value);
        Assert.Equal("full", Assert.Single(await StandingsAsync(person)).Portal);
        // Less acts at once, and another number under the same id is another person.
        await TellAsync("portal = 'calendar'");
        Assert.Equal("calendar", Assert.Single(await StandingsAsync(person)).Portal);
        await TellAsync("cpr_index = sha256('another')");
        Assert.Empty(await StandingsAsync(person));
        Assert.Empty(await StandingsAsync(await PersonAsync(await database.ScalarAsync<byte[]>("select cpr_index from network_members where citizen_id = $1", child.Value))));
    }

    [Theory]
    [InlineData("1980-01-01", 0, null, "guardian")]
    [InlineData("1980-01-01", -1, null, null)]
    [InlineData("1980-01-01", 10, "økonomi", null)]
    [InlineData("2015-01-01", 10, null, null)]
    public async Task A_guardian_stands_for_an_adult_until_it_ends_and_not_by_words_that_say_for_what(string born, int validDays, string? scope, string? kind)
    {
        var citizen = await ChildAsync(born);
        var person = await RelativeAsync(citizen, "none", null, custody: false);
        await database.ExecuteAsync(
            """
            insert into powers_of_attorney (citizen_id, id, source, area, holder, kind, scope, valid_to, exported_at, first_seen_at)
            select $1, 'F1', source, 'SIU', id, 'guardianship', $2, $3, now(), now() from network_members where citizen_id = $1
            """,
            citizen.Value, scope, Today.AddDays(validDays));
        Assert.Empty(await StandingsAsync(person));
        await database.ConfirmRelativesAsync(citizen.Value);
        Assert.Equal(kind, (await StandingsAsync(person)).Select(one => one.Kind).SingleOrDefault());
    }

    /// <summary>Two places tell when somebody is eighteen: the rules' and the database's. They must not come apart.</summary>
    [Fact]
    public async Task The_database_keeps_birthdays_as_the_rules_do()
    {
        var random = new Random(20261126);
        var born = Enumerable.Range(0, 2000).Select(_ => new DateOnly(1940, 1, 1).AddDays(random.Next(31_000))).Append(new DateOnly(2008, 2, 29)).ToArray();
        var told = await database.ScalarAsync<DateOnly[]>("select array_agg(birthday(b, 18) order by n) from unnest($1) with ordinality as x (b, n)", [born]);
        Assert.Equal(born.Select(day => new CitizenFacts { BirthDate = day }.Birthday(18)), told);
    }

    [Fact]
    public async Task Of_whom_no_course_tells_nothing_is_kept_and_two_who_come_at_once_are_one()
    {
        var persons = database.Services.GetRequiredService<IPrivatePersons>();
        Assert.Null(await persons.AtTheDoorAsync(Cpr.Parse("0101019999"), CancellationToken.None));
        var protection = database.Services.GetRequiredService<ICprProtection>();
        var child = await ChildAsync("2015-01-01");
        await AddRowAsync(child, protection.IndexOf(Cpr.Parse("0202029999")), "full", null, custody: false);
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => persons.AtTheDoorAsync(Cpr.Parse("0202029999"), CancellationToken.None)));
        Assert.NotNull(Assert.Single(both.Distinct()));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from private_persons where cpr_index = $1", protection.IndexOf(Cpr.Parse("0101019999"))));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_nobodys()
    {
        var citizen = await database.ACitizenAsync();
        var caller = await CallerAsync(citizen);
        Assert.Equal(StandingKind.Self, (await database.SendAsync(caller, new OpenOwnCourse(citizen, Language.Da))).Standing.Kind);
        await database.Services.GetRequiredService<ISessions>().EndAsync(caller.Session!.Value, CancellationToken.None);
        Assert.Equal("access.unknown", (await Assert.ThrowsAsync<AccessDeniedException>(() => database.SendAsync(caller, new OpenOwnCourse(citizen, Language.Da)))).Code);
        // Nor is one of somebody else's.
        var other = Caller.AsPerson(caller.Person!.Value, "test", (await CallerAsync(await database.ACitizenAsync())).Session!.Value);
        Assert.Equal("access.unknown", (await Assert.ThrowsAsync<AccessDeniedException>(() => database.SendAsync(other, new OpenOwnCourse(citizen, Language.Da)))).Code);
    }

    /// <summary>Past the program: what the database itself lets a private person change.</summary>
    [Fact]
    public async Task The_database_lets_a_private_person_change_nothing_but_answers()
    {
        var citizen = await database.ACitizenAsync();
        await database.APlanAsync(citizen, "SIU");
        var caller = await CallerAsync(citizen);
        foreach (var change in new[]
        {
            "insert into given_shares (id, citizen_id, plan_source, plan_id, area, ground, until, shared_by, shared_at, revision) select gen_random_uuid(), citizen_id, source, id, 'AKB', 'consent', '2027-01-01', gen_random_uuid(), now(), 1 from plans",
            "insert into private_persons (id, cpr_index) values (gen_random_uuid(), decode(repeat('00', 32), 'hex'))",
            "update private_persons set cpr_index = decode(repeat('00', 32), 'hex')",
        })
        {
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => AsAsync(caller, citizen, change))).SqlState);
        }
        Assert.Equal(0, await AsAsync(caller, citizen, "update plans set title = 'x'", mayBeRefused: true));
        Assert.Equal(0, await AsAsync(caller, citizen, "update conflicts set state = 'resolved'", mayBeRefused: true));
        Assert.Equal(0, await AsAsync(caller, citizen, "update coordinator_assignments set name = 'x'", mayBeRefused: true));
    }

    private async Task<int> AsAsync(Caller caller, CitizenId citizen, string sql, bool mayBeRefused = false)
    {
        await using var connection = await database.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var tell = new NpgsqlCommand(
            "select set_config('app.person', $1::text, true), set_config('app.close', '{}', true), set_config('app.day', $2::text, true), look_at($3)", connection, transaction)
        {
            Parameters = { new() { Value = caller.Person!.Value }, new() { Value = Today }, new() { Value = citizen.Value } },
        })
        {
            await tell.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        try
        {
            await using var change = new NpgsqlCommand(sql, connection, transaction);
            return await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        catch (PostgresException refused) when (mayBeRefused && refused.SqlState == "42501")
        {
            return 0;
        }
    }

    private async Task<Caller> CallerAsync(CitizenId citizen)
    {
        var person = await PersonAsync(await database.ScalarAsync<byte[]>("select cpr_index from citizens where id = $1", citizen.Value));
        return Caller.AsPerson(person, "test", await database.Services.GetRequiredService<ISessions>().StartAsync(Caller.SubjectOf(person), null, CancellationToken.None));
    }

    private async Task<CitizenId> ChildAsync(string born)
    {
        var citizen = await database.ACitizenAsync();
        await database.ExecuteAsync("update citizens set birth_date = $2 where id = $1", citizen.Value, DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture));
        return citizen;
    }

    private async Task<Guid> RelativeAsync(CitizenId citizen, string portal, int? untilDays, bool custody)
    {
        var index = System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref _serial)));
        await AddRowAsync(citizen, index, portal, untilDays, custody);
        await database.ConfirmRelativesAsync(citizen.Value);
        return await PersonAsync(index);
    }

    private Task<int> AddRowAsync(CitizenId citizen, byte[] index, string portal, int? untilDays, bool custody) => database.ExecuteAsync(
        """
        insert into network_members (citizen_id, id, source, area, name, relation, cpr_cipher, cpr_index, portal, portal_until, custody_holder, protection, exported_at, first_seen_at)
        values ($1, $2, 'test-system', 'SIU', 'Test Testesen', 'Far', '\x00', $3, $4, $5, $6, 'none', now(), now())
        """,
        citizen.Value, $"N{Interlocked.Increment(ref _serial)}", index, portal, untilDays is { } days ? Today.AddDays(days) : null, custody);

    private Task<Guid> PersonAsync(byte[] index) => database.ScalarAsync<Guid>(
        "insert into private_persons (id, cpr_index) values (gen_random_uuid(), $1) on conflict (cpr_index) do update set last_signed_in_at = now() returning id", index);

    private Task<byte[]> IndexOfAsync(Guid person) => database.ScalarAsync<byte[]>("select cpr_index from private_persons where id = $1", person);

    private async Task<List<(Guid Citizen, string Kind, string Portal, bool Custody)>> StandingsAsync(Guid person)
    {
        await using var ask = database.Owner.CreateCommand("select citizen_id, kind, portal, has_custody from standings_of($1, $2)");
        ask.Parameters.Add(new() { Value = person });
        ask.Parameters.Add(new() { Value = Today });
        await using var reader = await ask.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<(Guid, string, string, bool)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add((reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }
        return found;
    }
}
