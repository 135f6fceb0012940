using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Tests.CourseDocuments;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Citizens;

/// <summary>The question alone shows whose lists they are: row-level security keeps nobody out here.</summary>
public sealed class ListOrderWithoutRowSecurityTests(ListOrderWithoutRowSecurityTests.Unguarded lists)
    : ListOrderTests(lists), IClassFixture<ListOrderWithoutRowSecurityTests.Unguarded>
{
    public sealed class Unguarded : Lists
    {
        protected override void Add(IServiceCollection services) =>
            services.AddSingleton(provider => provider.GetRequiredService<SystemDataSource>().Source);
    }
}

/// <summary>
/// A list read to the end of a page is the list read whole. 170 citizens of two areas with many equal names, conflicts and times; one caseworker of the
/// larger area who coordinates some of each, is asked to coordinate one, did so before and will later, and is close to one.
/// </summary>
public class ListOrderTests(ListOrderTests.Lists lists) : IClassFixture<ListOrderTests.Lists>
{
    private const int Citizens = 170;
    private const int OfSiu = 130;

    private static readonly Caller Maja = Caller.WithSubject("maja", "test");

    [Fact]
    public async Task Each_page_of_citizens_is_that_part_of_the_whole_list_in_every_order()
    {
        var all = await lists.AllAsync();
        foreach (var scope in Enum.GetValues<CitizenScope>())
        {
            foreach (var order in Enum.GetValues<ListMyCitizens.Order>())
            {
                foreach (var (area, only) in ((string?, bool)[])[(null, false), (null, true), ("SIU", false), ("SIU", true)])
                {
                    var wanted = all
                        .Where(one => one.IsCoordinated || scope == CitizenScope.Areas && one.IsSiu)
                        .Where(one => area is null || one.IsSiu).Where(one => !only || one.Worst is not null);
                    var expected = Ordered(wanted, order).Select(one => one.Id).ToList();
                    var view = await PageAsync(new ListMyCitizens(scope, area, only, order, 1));
                    Assert.Equal(new ListTotal(expected.Count, false), expected.Count == 0 ? ListTotal.None : view.Total);
                    var found = new List<Guid>();
                    for (var page = 1; page <= 4; page++)
                    {
                        found.AddRange((await PageAsync(new ListMyCitizens(scope, area, only, order, page))).Rows.Select(row => row.Id.Value));
                    }
                    Assert.True(expected.SequenceEqual(found), $"{scope} {order} {area} {only}: {found.Count} of {expected.Count}, first other at {expected.Zip(found).TakeWhile(two => two.First == two.Second).Count()}");
                }
            }
        }
    }

    [Fact]
    public async Task Each_page_of_conflicts_is_that_part_of_the_whole_list_in_every_order()
    {
        var all = await lists.AllAsync();
        foreach (var (by, sql) in ((ListConflicts.Order, string)[])
            [
                (ListConflicts.Order.Severity, ""), (ListConflicts.Order.Due, "c.due_on nulls last, "), (ListConflicts.Order.Newest, "c.first_seen_at desc, "),
                (ListConflicts.Order.Citizen, "z.family_name, z.given_name, z.id, "),
            ])
        {
            var mine = all.Where(one => one.IsSiu || one.IsCoordinated).Select(one => one.Id).ToArray();
            var expected = await lists.ScalarAsync<Guid[]>(
                $"""
                select array_agg(c.id order by {sql}c.severity desc, c.first_seen_at, c.id) from conflicts c join citizens z on z.id = c.citizen_id
                where c.state in ('open', 'acknowledged') and c.citizen_id = any($1)
                """,
                mine);
            var found = new List<Guid>();
            for (var page = 1; found.Count < expected.Length; page++)
            {
                var view = await lists.SendAsync(Maja, new ListConflicts(new ListConflicts.Filter { Scope = CitizenScope.Areas }, by, page));
                Assert.Equal(new ListTotal(expected.Length, false), view.Total);
                found.AddRange(view.Rows.Select(row => row.Id.Value));
            }
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public async Task What_is_longer_than_is_counted_says_so_and_every_page_of_it_is_there()
    {
        var all = await lists.AllAsync();
        await lists.ExecuteAsync(
            """
            insert into conflicts (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, state, is_found, severity, evidence, evidence_hash, first_seen_at, revision)
            select gen_random_uuid(), c.citizen_id, 'load.week', 'more' || n, 'more' || n, '[]', '{SIU}', 'open', true, 0, '{}', 0, now(), 1
            from (select z.id as citizen_id from citizens z join plans p on p.citizen_id = z.id where p.area = 'SIU' and z.birth_date = '1950-02-01') c, generate_series(1, 1100) n
            """);
        var whole = await lists.ScalarAsync<long>(
            "select count(*) from conflicts where state in ('open', 'acknowledged') and citizen_id = any($1)",
            all.Where(one => one.IsSiu || one.IsCoordinated).Select(one => one.Id).ToArray());
        var of = new ListConflicts.Filter { Scope = CitizenScope.Areas };

        Assert.Equal(new ListTotal(1000, true), (await lists.SendAsync(Maja, new ListConflicts(of, ListConflicts.Order.Severity, 1))).Total);
        Assert.Equal(new ListTotal(1050, true), (await lists.SendAsync(Maja, new ListConflicts(of, ListConflicts.Order.Severity, 21))).Total);
        var last = (int)((whole + 49) / 50);
        Assert.False((await lists.SendAsync(Maja, new ListConflicts(of, ListConflicts.Order.Severity, last))).Total.IsMore);
        await lists.ExecuteAsync("delete from conflicts where subject_key like 'more%'");
    }

    private Task<ListMyCitizens.View> PageAsync(ListMyCitizens query) => lists.SendAsync(Maja, query);

    private static IEnumerable<Known> Ordered(IEnumerable<Known> some, ListMyCitizens.Order order) => order switch
    {
        ListMyCitizens.Order.Conflicts => some.OrderByDescending(one => one.Worst ?? -1).ThenBy(one => one.Since).ThenBy(one => one.First is { } id ? id.ToString() : "", StringComparer.Ordinal).ThenBy(one => one.Rank),
        ListMyCitizens.Order.NextAppointment => some.OrderBy(one => one.Next ?? DateTimeOffset.MaxValue).ThenBy(one => one.Rank),
        _ => some.OrderBy(one => one.Rank),
    };

    internal sealed record Known(
        Guid Id, int Rank, bool IsSiu, bool IsCoordinated, int? Worst, DateTimeOffset? Since, Guid? First, DateTimeOffset? Next);

    public class Lists : Database
    {
        private readonly SemaphoreSlim _one = new(1);
        private List<Known>? _all;

        internal async Task<IReadOnlyList<Known>> AllAsync()
        {
            await _one.WaitAsync();
            try
            {
                return _all ??= await MakeAsync();
            }
            finally
            {
                _one.Release();
            }
        }

        private async Task<List<Known>> MakeAsync()
        {
            await this.ACaseworkerAsync("maja", "SIU");
            await this.ImportAsync([.. Enumerable.Range(0, Citizens).Select(Telling)]);
            await FillAsync();
            Assert.True((await SendAsync(Maja, new TellCloseRelation("0101509902", Closeness.Close))).Succeeded);
            return await KnownAsync();
        }

        private static JsonObject Telling(int number)
        {
            var born = new DateOnly(1950, 1, 1).AddDays(number);
            var isSiu = number < OfSiu;
            var document = Sending.Document(isSiu ? "social" : "jobcenter", "2026-10-01T04:00:00+02:00", cpr: born.ToString("ddMMyy", CultureInfo.InvariantCulture) + "9902")
                .Citizen($$"""{"givenName":"{{(number % 3 == 0 ? "Åse" : "Bo")}}","familyName":"Test {{"AØÆOE"[number % 5]}}"}""")
                .With("plans", Sending.Plan("P1"))
                // A third have no appointment, and of the others several are at the same time; the first is over, one is called off.
                .With("appointments", number % 3 == 1 ? [] : [.. ((int[])[-1, number % 4, number % 7]).Select((day, i) => Appointment($"A{i}", 5 + day, "booked")), Appointment("A9", 5, "cancelled")]);
            document["area"] = isSiu ? "SIU" : "AKB";
            return document;
        }

        private static string Appointment(string id, int day, string status) =>
            $$"""{"id":"{{id}}","plan":"P1","title":"Samtale","start":"2026-10-{{day:00}}T15:00:00+02:00","end":"2026-10-{{day:00}}T16:00:00+02:00","mode":"phone","status":"{{status}}"}""";

        private async Task FillAsync()
        {
            await ExecuteAsync("update appointments set invited = '{W1}' where id = 'A1' and get_byte(uuid_send(citizen_id), 15) % 4 = 0");
            // Up to three each, some over, with few severities and moments so that many are equal.
            await ExecuteAsync(
                """
                insert into conflicts (id, citizen_id, rule, subject_key, fingerprint, subjects, areas, state, is_found, severity, evidence, evidence_hash, owner_id, due_on, first_seen_at, revision)
                select gen_random_uuid(), z.id, 'load.week', n::text, n::text, '[]', '{SIU}', case r % 3 when 0 then 'acknowledged' else 'open' end, true, r % 4, '{}', 0,
                    case when r % 3 = 0 then (select id from users where subject = 'maja') end, case when r % 3 = 0 then date '2026-10-01' + r % 5 end,
                    timestamptz '2026-10-01 08:00Z' + (r % 3) * interval '1 day', 1
                from citizens z, generate_series(1, 3) n, lateral (select get_byte(uuid_send(z.id), 12 + n) as r) x where r % 5 < 3
                """);
            await ExecuteAsync(
                """
                insert into coordinator_assignments (id, citizen_id, user_id, person_id, name, kind, state, period_from, period_to, citizen_chose, mandate, proposed_at, revision)
                select gen_random_uuid(), z.id, u.id, u.id, u.name, 'deputy', case z.n when 1 then 'proposed' else 'active' end,
                    case z.n when 2 then date '2026-10-06' else '2026-01-01' end, case z.n when 3 then date '2026-10-04' end, false, '{}', now(), 1
                from (select p.citizen_id as id, row_number() over (partition by p.area order by p.citizen_id) as n from plans p) z, users u
                where z.n <= 30 and u.subject = 'maja'
                """);
        }

        private async Task<List<Known>> KnownAsync()
        {
            var known = new List<Known>();
            await using var command = Owner.CreateCommand(
                """
                select z.id, row_number() over (order by z.family_name, z.given_name, z.id)::int,
                    exists (select from plans p where p.citizen_id = z.id and p.area = 'SIU'),
                    exists (select from coordinator_assignments a where a.citizen_id = z.id and a.state = 'active' and date '2026-10-05' between a.period_from and coalesce(a.period_to, 'infinity')),
                    c.severity::int, c.first_seen_at, c.id,
                    (select min(a.start_at) from appointments a where a.citizen_id = z.id and a.status = 'booked' and a.start_at >= $1 and (a.invited is null or 'citizen' = any(a.invited)))
                from citizens z
                left join lateral (select * from conflicts c where c.citizen_id = z.id order by c.severity desc, c.first_seen_at, c.id limit 1) c on true
                where z.birth_date > '1950-01-01'
                """);
            command.Parameters.Add(new Npgsql.NpgsqlParameter<DateTime> { TypedValue = Clock.GetUtcNow().UtcDateTime });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                known.Add(new Known(
                    reader.GetGuid(0), reader.GetInt32(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetInt32(4),
                    reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(6) ? null : reader.GetGuid(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7)));
            }
            return known;
        }
    }
}
