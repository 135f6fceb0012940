using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Conflicts;

/// <summary>What Karina's caseworkers are offered to do, on 5 October 2026.</summary>
public sealed class WaysOutTests : IAsyncLifetime
{
    private readonly KarinaDatabase _database = new();
    private CitizenId _karina;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _karina = await _database.KarinaAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("appointment.overlap", "A4")]
    [InlineData("appointment.travel", "A6")]
    [InlineData("load.appointments", null)]
    public async Task Moved_to_a_time_that_is_offered_an_appointment_causes_nothing_new(string rule, string? appointment)
    {
        foreach (var who in new[] { KarinaDatabase.Maja, KarinaDatabase.Dorte, KarinaDatabase.Lene })
        {
            foreach (var thing in (await WaysOutAsync(who, rule)).Things.Where(thing => thing.Start is not null))
            {
                Assert.True(rule != "appointment.travel" || thing.Key.Id == appointment || thing.Key.Id == "A7");
                Assert.NotEmpty(thing.Times);
                foreach (var time in thing.Times)
                {
                    // What is too much in a week goes to another.
                    Assert.True(rule != "load.appointments" || IsoWeek.Of(DateOnly.FromDateTime(time.Start)) != IsoWeek.Of(DateOnly.FromDateTime(thing.Start!.Value)));
                    await AssertMendsAsync(rule, thing.Key, time);
                }
            }
        }
    }

    [Fact]
    public async Task A_professional_who_is_with_another_citizen_then_is_not_to_be_had()
    {
        var before = Assert.Single((await WaysOutAsync(KarinaDatabase.Maja, "appointment.travel")).Things, thing => thing.Key.Id == "A6").Times[0];
        await ElsewhereAsync(before);
        var after = Assert.Single((await WaysOutAsync(KarinaDatabase.Maja, "appointment.travel")).Things, thing => thing.Key.Id == "A6").Times;
        Assert.All(after, time => Assert.True(time.Start >= before.End || time.End <= before.Start, $"{time.Start:s}"));

        // The form says why a time is out, and not whom the colleague is with.
        var values = new WrittenValues(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Møde"],
            ["day"] = [$"{before.Start:yyyy-MM-dd}"],
            ["startAt"] = [$"{before.Start:HH:mm}"],
            ["endAt"] = [$"{before.End:HH:mm}"],
            ["mode"] = ["phone"],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        });
        var taken = (await _database.SendAsync(KarinaDatabase.Maja, new FindTimes(_karina, "SIU", "tid", values, [new ItemKey("social", "W3")]))).Refused.Where(one => one.IsTaken).ToList();
        Assert.NotEmpty(taken);
        Assert.All(taken, one => Assert.Empty(one.Because));
        Assert.DoesNotContain((await _database.SendAsync(KarinaDatabase.Maja, new FindTimes(_karina, "SIU", "tid", values, []))).Refused, one => one.IsTaken);
    }

    [Fact]
    public async Task However_far_ahead_a_time_is_asked_for_the_rules_and_what_colleagues_have_elsewhere_count_there()
    {
        var day = new DateOnly(2027, 3, 1);
        async Task<IReadOnlyList<FindTimes.Free>> FindAsync() => (await _database.SendAsync(KarinaDatabase.Maja, new FindTimes(_karina, "SIU", "tid", APhoneCall(day), [new ItemKey("social", "W3")]))).Times;
        Assert.Equal(day, DateOnly.FromDateTime((await FindAsync())[0].Start));
        await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "optaget", 0, APhoneCall(day).With("startAt", "08:00").With("endAt", "17:00"), true));
        Assert.Equal(day.AddDays(1), DateOnly.FromDateTime((await FindAsync())[0].Start));
        await ElsewhereAsync(new FindTimes.Free(day.AddDays(1).ToDateTime(new TimeOnly(8, 0)), day.AddDays(1).ToDateTime(new TimeOnly(17, 0))));
        Assert.Equal(day.AddDays(2), DateOnly.FromDateTime((await FindAsync())[0].Start));
    }

    private static WrittenValues APhoneCall(DateOnly day) => new(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
    {
        ["title"] = ["Samtale"],
        ["day"] = [$"{day:yyyy-MM-dd}"],
        ["startAt"] = ["09:00"],
        ["endAt"] = ["10:00"],
        ["mode"] = ["phone"],
        ["status"] = ["booked"],
        ["invited"] = ["citizen"],
    });

    [Fact]
    public async Task Busy_times_are_told_of_contacts_of_the_citizen_looked_at_alone()
    {
        await ElsewhereAsync(new FindTimes.Free(new DateTime(2026, 10, 6, 9, 0, 0), new DateTime(2026, 10, 6, 10, 0, 0)));
        // Somebody whom only the other citizen knows.
        await _database.ExecuteAsync(
            """
            insert into contacts (citizen_id, id, source, area, name, role, coordinator, citizen_chose, exported_at, first_seen_at)
            select citizen_id, 'W99', 'kultur', 'KOF', 'Fremmed Test', role, coordinator, citizen_chose, now(), now() from contacts where citizen_id <> $1;
            """, _karina.Value);
        await _database.ExecuteAsync("insert into plans select (jsonb_populate_record(p, '{\"source\":\"kultur\",\"area\":\"KOF\",\"owner_id\":\"W99\"}')).* from plans p where citizen_id <> $1", _karina.Value);
        await _database.ExecuteAsync("insert into appointments select (jsonb_populate_record(a, '{\"source\":\"kultur\",\"area\":\"KOF\"}')).* from appointments a where citizen_id <> $1", _karina.Value);
        async Task<long> CountAsync(Guid looked, string contact, string source = "social")
        {
            await using var connection = await _database.Owner.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText =
                "select count(*) from set_config('app.citizen', $1, true), busy_times($2, array[$4], array[$3], '2026-10-01', '2026-11-01')";
            command.Parameters.Add(new() { Value = looked.ToString() });
            command.Parameters.Add(new() { Value = _karina.Value });
            command.Parameters.Add(new() { Value = contact });
            command.Parameters.Add(new() { Value = source });
            return (long)(await command.ExecuteScalarAsync())!;
        }
        Assert.Equal(1, await CountAsync(_karina.Value, "W3"));
        Assert.Equal(0, await CountAsync(_karina.Value, "W4"));
        Assert.Equal(0, await CountAsync(Guid.NewGuid(), "W3"));
        Assert.Equal(0, await CountAsync(_karina.Value, "W99", "kultur"));
        // Nor of what is cancelled, is over, or is somebody else's plan.
        foreach (var (change, back) in new[]
        {
            ("appointments set status = 'cancelled'", "appointments set status = 'booked'"), ("appointments set ended_at = now()", "appointments set ended_at = null"),
            ("plans set owner_id = null", "plans set owner_id = 'W3'"),
        })
        {
            await _database.ExecuteAsync($"update {change} where citizen_id <> $1 and source = 'social'", _karina.Value);
            Assert.Equal((change, 0), (change, await CountAsync(_karina.Value, "W3")));
            await _database.ExecuteAsync($"update {back} where citizen_id <> $1 and source = 'social'", _karina.Value);
        }
        Assert.Equal(1, await CountAsync(_karina.Value, "W3"));
    }

    [Fact]
    public async Task What_is_hidden_from_the_viewer_is_no_way_out()
    {
        // The treatment, which is no longer shared with Lene's area, is one side of it.
        Assert.Contains((await WaysOutAsync(KarinaDatabase.Dorte, "appointment.overlap")).Things, thing => thing.Area.Code == "AHL");
        Assert.DoesNotContain((await WaysOutAsync(KarinaDatabase.Lene, "appointment.overlap")).Things, thing => thing.Area.Code == "AHL");
        await Assert.ThrowsAsync<AccessDeniedException>(() => WaysOutAsync(KarinaDatabase.Stranger, "appointment.travel"));
    }

    [Fact]
    public async Task What_the_own_area_writes_here_is_changed_and_what_others_tell_is_proposed()
    {
        await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "moede", 0, new WrittenValues(WrittenKind.Appointment, new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Møde om hverdagen"],
            ["day"] = ["2026-10-08"],
            ["startAt"] = ["10:15"],
            ["endAt"] = ["10:45"],
            ["mode"] = ["inPerson"],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        }), true));
        await _database.RecheckAsync();
        var id = await _database.ScalarAsync<Guid>("select id from conflicts where rule = 'appointment.overlap' and fingerprint like '%moede%'");
        var things = (await _database.SendAsync(KarinaDatabase.Maja, new FindWaysOut(ConflictId.From(id)))).Things;
        Assert.Equal(WrittenKind.Appointment, Assert.Single(things, thing => thing.Key.Id == "moede").Form);
        Assert.All(things, thing => Assert.NotEmpty(thing.Times));
        Assert.Null(Assert.Single(things, thing => thing.Key.Id == "A6").Form);
    }

    private async Task<FindWaysOut.View> WaysOutAsync(Caller who, string rule) => await _database.SendAsync(
        who, new FindWaysOut(ConflictId.From(await _database.ScalarAsync<Guid>("select id from conflicts where rule = $1 and citizen_id = $2", rule, _karina.Value))));

    /// <summary>As it would be judged if the area moved it: by the check of a changed row, without the search.</summary>
    private async Task AssertMendsAsync(string rule, ItemKey key, FindTimes.Free time)
    {
        var before = await FoundAsync();
        var was = await _database.ScalarAsync<DateTime>("select start_at from appointments where citizen_id = $1 and source = $2 and id = $3", _karina.Value, key.Source, key.Id);
        await MoveAsync(key, LocalTime.Zone.GetUtcOffset(time.Start) is var offset ? new DateTimeOffset(time.Start, offset).UtcDateTime : default);
        var after = await FoundAsync();
        await MoveAsync(key, was);
        Assert.Empty(after.Except(before));
        Assert.True(rule == "load.appointments" || !after.Any(one => one.StartsWith(rule, StringComparison.Ordinal) && one.Contains(key.Id, StringComparison.Ordinal)));
    }

    private async Task<IReadOnlyList<string>> FoundAsync()
    {
        await _database.ExecuteAsync("insert into due_citizens (citizen_id) values ($1) on conflict do nothing", _karina.Value);
        await _database.RecheckAsync();
        var found = new List<string>();
        await using var command = _database.Owner.CreateCommand("select fingerprint from conflicts where state in ('open', 'acknowledged')");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }
        return found;
    }

    private Task<int> MoveAsync(ItemKey key, DateTime start) => _database.ExecuteAsync(
        "update appointments set end_at = $4 + (end_at - start_at), start_at = $4 where citizen_id = $1 and source = $2 and id = $3", _karina.Value, key.Source, key.Id, start);

    private async Task ElsewhereAsync(FindTimes.Free time)
    {
        var other = await _database.ACitizenAsync("Ulla Test", "Testesen");
        await _database.ExecuteAsync(
            """
            insert into contacts (citizen_id, id, source, area, name, role, coordinator, citizen_chose, exported_at, first_seen_at) values ($1, 'W3', 'social', 'SIU', 'Maja Test Lind', 'Sagsbehandler', 'none', false, now(), now());
            """, other.Value);
        await _database.ExecuteAsync(
            """
            insert into plans (citizen_id, id, source, area, type, title, status, period_from, sensitivity, no_further_need, keeps_owner, citizen_declined_goal, exported_at, first_seen_at, owner_id)
            values ($1, 'P1', 'social', 'SIU', 'SEL141', 'Handleplan', 'active', '2026-01-01', 'normal', false, false, false, now(), now(), 'W3')
            """, other.Value);
        await _database.ExecuteAsync(
            """
            insert into appointments (citizen_id, id, source, area, plan_id, title, start_at, end_at, mode, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
            values ($1, 'A1', 'social', 'SIU', 'P1', 'Samtale', $2, $3, 'inPerson', false, false, 'booked', false, false, now(), now())
            """, other.Value, Utc(time.Start), Utc(time.End));

        static DateTime Utc(DateTime local) => new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local)).UtcDateTime;
    }
}
