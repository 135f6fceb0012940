using System.Globalization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Tests.Plans;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Writing;

/// <summary>Maja looks for an hour in Karina's plan from Monday 5 October 2026 at 8 on.</summary>
public sealed class FindTimesTests : IAsyncLifetime
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
    [InlineData("2026-10-05", "09:00", "10:00", "inPerson")]
    [InlineData("2026-10-08", "11:00", "13:30", "homeVisit")]
    [InlineData("", "08:00", "08:30", "phone")]
    public async Task A_time_is_free_exactly_when_the_check_finds_nothing_new_at_it(string day, string from, string to, string mode)
    {
        var answer = await FindAsync(Meeting(day, from, to, mode));
        Assert.Empty(answer.Errors);
        Assert.NotEmpty(answer.Times);
        Assert.Equal(answer.Times.OrderBy(time => time.Start), answer.Times);
        foreach (var time in answer.Times)
        {
            Assert.Empty(await CausedAsync(time.Start, time.End - time.Start, mode));
        }
        foreach (var one in answer.Refused.Take(12))
        {
            Assert.NotEmpty(await CausedAsync(one.Start, TimeOnly.Parse(to, CultureInfo.InvariantCulture) - TimeOnly.Parse(from, CultureInfo.InvariantCulture), mode));
        }
        // Nothing between is left out: each half hour up to the first free one has been tried.
        var first = answer.Times[0].Start;
        var tried = answer.Refused.Select(one => one.Start).ToHashSet();
        for (var start = first.Date.AddHours(8); start < first; start = start.AddMinutes(30))
        {
            Assert.True(start <= _database.Clock.GetLocalNow().DateTime || tried.Contains(start), $"{start:s}");
        }
    }

    [Fact]
    public async Task A_day_that_is_full_leads_to_the_next_and_the_length_is_kept()
    {
        await _database.SendAsync(KarinaDatabase.Maja, new WriteItem(_karina, "SIU", "optaget", 0, Meeting("2026-10-12", "08:00", "17:00", "inPerson"), true));
        var answer = await FindAsync(Meeting("2026-10-12", "10:00", "11:15", "inPerson"));
        Assert.All(answer.Times, time => Assert.True(time.Start.Date > new DateTime(2026, 10, 12) && time.End - time.Start == TimeSpan.FromMinutes(75)));
        Assert.Contains(answer.Refused, one => one.Start.Date == new DateTime(2026, 10, 12) && one.Because.Any(title => title.Da == "To tider samtidig"));
    }

    [Fact]
    public async Task Nothing_is_offered_outside_opening_hours_on_a_day_off_or_more_than_twelve_weeks_ahead()
    {
        // Every working day is taken until half past four, which leaves no whole hour, as far as twenty weeks on.
        await _database.ExecuteAsync(
            """
            insert into appointments (citizen_id, id, source, area, title, start_at, end_at, mode, mandatory, leisure, status, decides_on_plan, needs_support, exported_at, first_seen_at)
            select $1, 'D' || n, 'social', 'SIU', 'Optaget', (day + time '08:00') at time zone 'Europe/Copenhagen', (day + time '16:30') at time zone 'Europe/Copenhagen',
                'phone', false, false, 'booked', false, false, now(), now()
            from generate_series(0, 140) n, lateral (select date '2026-10-05' + n as day) d where extract(isodow from day) < 6
            """, _karina.Value);
        Assert.Empty((await FindAsync(Meeting("", "09:00", "10:00", "phone"))).Times);
        await _database.ExecuteAsync("delete from appointments where id = 'D79'");
        Assert.Equal([new DateTime(2026, 12, 23, 8, 0, 0), new DateTime(2026, 12, 23, 8, 30, 0)], (await FindAsync(Meeting("", "09:00", "10:00", "phone"))).Times.Select(time => time.Start));
        await _database.ExecuteAsync("delete from appointments where id in ('D80', 'D81')");
        Assert.DoesNotContain((await FindAsync(Meeting("", "09:00", "10:00", "phone"))).Times, time => time.Start.Day is 24 or 25);
        // Nor when it is past.
        await _database.ExecuteAsync("delete from appointments where title = 'Optaget'");
        _database.Clock.Advance(TimeSpan.FromMinutes(130));
        var later = (await FindAsync(Meeting("", "09:00", "10:00", "phone"))).Times;
        Assert.Equal(Database.Today, DateOnly.FromDateTime(later[0].Start));
        Assert.All(later, time => Assert.True(time.Start > LocalTime.Of(_database.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task Nothing_is_kept_of_the_search_and_what_is_missing_is_told()
    {
        Assert.Equal("title", Assert.Single((await FindAsync(Meeting("", "09:00", "10:00", "phone").With("title", ""))).Errors).Field);
        await FindAsync(Meeting("", "09:00", "10:00", "phone"));
        Assert.Equal(0L, await _database.ScalarAsync<long>("select count(*) from appointments where source = 'sammenhaeng-siu'"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => _database.SendAsync(KarinaDatabase.Stranger, new FindTimes(_karina, "KOF", "tid", Meeting("", "09:00", "10:00", "phone"))));
    }

    private static WrittenValues Meeting(string day, string from, string to, string mode) => new(
        WrittenKind.Appointment,
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["title"] = ["Møde"],
            ["day"] = [day],
            ["startAt"] = [from],
            ["endAt"] = [to],
            ["mode"] = [mode],
            ["status"] = ["booked"],
            ["invited"] = ["citizen"],
        });

    private Task<FindTimes.Answer> FindAsync(WrittenValues values) => _database.SendAsync(KarinaDatabase.Maja, new FindTimes(_karina, "SIU", "tid", values));

    private async Task<IReadOnlyList<string>> CausedAsync(DateTime start, TimeSpan length, string mode) =>
        [.. (await _database.SendAsync(KarinaDatabase.Maja, new CheckItem(
            _karina, null, "SIU", "tid", 0, Meeting($"{start:yyyy-MM-dd}", $"{start:HH:mm}", $"{start + length:HH:mm}", mode)))).Value.Told!.Caused.Select(line => line.Fingerprint)];
}
