using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Xunit;

namespace Sammenhaeng.Application.Tests.Consent;

/// <summary>Karina as if she were somebody who turns 18 on a day of the test.</summary>
public sealed class ComeOfAgeTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _citizen;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _citizen = await _database.KarinaAsync();
        await _database.ExecuteAsync("delete from due_citizens");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_a_parent_consented_to_ends_at_the_birthday_and_what_the_child_did_goes_on()
    {
        await TurnsEighteenAsync(new DateOnly(2026, 10, 6));
        var (parents, own) = (await GivenAsync("social:N1"), await GivenAsync("citizen"));
        await RunAsync();
        Assert.Equal(("given", "given", 0L), (await StateAsync(parents), await StateAsync(own), await DueAsync()));

        await RunOnAsync(new DateOnly(2026, 10, 6));
        Assert.Equal(("withdrawn", "given"), (await StateAsync(parents), await StateAsync(own)));
        Assert.Equal("2026-10-06 nobody", await _database.ScalarAsync<string>("select withdrawn_on::text || ' ' || coalesce(withdrawn_by, 'nobody') from consent_records where id = $1", parents));
        Assert.Equal((1L, 1L), (await EventsAsync(), await DueAsync()));

        await RunAsync();
        await RunOnAsync(new DateOnly(2026, 10, 7));
        Assert.Equal(1L, await EventsAsync());
    }

    [Theory]
    [InlineData("2008-10-25", "2026-10-25")]
    [InlineData("2009-03-28", "2027-03-28")]
    // A birthday on 29 February is kept on 1 March in other years.
    [InlineData("2012-02-29", "2030-03-01")]
    public async Task A_night_that_was_missed_is_made_up_for_the_night_after(string born, string birthday)
    {
        var day = DateOnly.Parse(birthday, System.Globalization.CultureInfo.InvariantCulture);
        await RunOnAsync(day.AddDays(-1));
        await _database.ExecuteAsync("update citizens set birth_date = $2 where id = $1", _citizen.Value, DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture));
        await RunOnAsync(day.AddDays(2));
        Assert.Equal(1L, await EventsAsync());
    }

    [Theory]
    [InlineData("2026-10-25")]
    [InlineData("2027-03-28")]
    [InlineData("2026-10-06")]
    public async Task The_day_begins_at_midnight_in_denmark(string birthday)
    {
        var day = DateOnly.Parse(birthday, System.Globalization.CultureInfo.InvariantCulture);
        await TurnsEighteenAsync(day);
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), LocalTime.Zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
        _database.Clock.SetUtcNow(midnight.AddSeconds(-1).ToUniversalTime());
        await RunAsync();
        Assert.Equal(0L, await EventsAsync());
        _database.Clock.SetUtcNow(midnight.ToUniversalTime());
        await RunAsync();
        Assert.Equal(1L, await EventsAsync());
    }

    private Task<int> TurnsEighteenAsync(DateOnly day) => _database.ExecuteAsync("update citizens set birth_date = $2 where id = $1", _citizen.Value, day.AddYears(-18));

    private Task<Guid> GivenAsync(string signer) => _database.ScalarAsync<Guid>(
        """
        with told as (
            insert into consent_records (id, citizen_id, kind, from_area, to_area, categories, purpose, valid_to, text_version, language, signers, asked_by, asked_at, state, given_on, revision)
            select gen_random_uuid(), $1, 'gdprConsent', 'SIU', 'AKB', '{plan}', 'Fælles aftaler om praktik', '2027-01-01', '2026-1', 'da', array[$2], id, now(), 'given', '2026-10-01', 1
            from users where subject = 'maja' returning id),
        answer as (
            insert into consent_signatures (consent_id, signer, said_yes, answered_on, method, note, consequences_explained, written_down_by, written_down_at)
            select told.id, $2, true, '2026-10-01', 'paper', 'Ligger på sagen.', true, u.id, now() from told, users u where u.subject = 'maja')
        select id from told
        """, _citizen.Value, signer);

    private Task<string> StateAsync(Guid consent) => _database.ScalarAsync<string>("select state from consent_records where id = $1", consent);

    private Task<long> EventsAsync() => _database.ScalarAsync<long>("select count(*) from domain_events where name = 'CitizenCameOfAge' and citizen_id = $1", _citizen.Value);

    private Task<long> DueAsync() => _database.ScalarAsync<long>("select count(*) from due_citizens where citizen_id = $1", _citizen.Value);

    private Task RunOnAsync(DateOnly day)
    {
        _database.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
        return RunAsync();
    }

    private async Task RunAsync()
    {
        await using var scope = _database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        await ActivatorUtilities.CreateInstance<ComeOfAgeJob>(scope.ServiceProvider).RunAsync(TestContext.Current.CancellationToken);
    }
}
