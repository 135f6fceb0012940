using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Application.Citizens;

/// <summary>
/// The question for one page of <see cref="ListMyCitizens"/>. It goes through an index in the order of the list and stops at the end of the
/// page, so a whole area takes no longer than somebody's own citizens; what is costly is looked up for the page alone. It is put together of
/// what is asked for alone: a plan that is kept for every order and condition there might be is good for none, nor is one that is kept for
/// every number of rows.
/// </summary>
/// <remarks>{3} now.</remarks>
internal sealed class CitizensInOrder(Viewer viewer, DateOnly today, ListMyCitizens wanted, string? area)
{
    private const string ByName = "z.family_name, z.given_name, z.id";

    private const string Shown =
        """
        , counted as (
          select count(*)::int as total from ({counted}) m
        )
        select z.id, z.given_name || ' ' || z.family_name as name, z.birth_date,
          array(select distinct p.area from plans p
                where p.citizen_id = z.id and p.ended_at is null and p.status in ('active', 'underReview') order by p.area) as areas,
          t.next_at, x.open_conflicts, x.worst, k.name as coordinator, coalesce(k.user_id = {0}, false) as is_mine, counted.total
        from page
        cross join counted
        join citizens z on z.id = page.id
        cross join lateral (
          select count(*)::int as open_conflicts, max(c.severity)::int as worst from conflicts c
          where c.citizen_id = z.id and c.state in ('open', 'acknowledged')) x
        cross join lateral (
          select min(a.start_at) as next_at from appointments a where a.citizen_id = z.id and {toCome}) t
        left join coordinator_assignments k on k.citizen_id = z.id and k.kind = 'main' and k.state = 'active'
          and k.period_from <= {2} and (k.period_to is null or k.period_to >= {2})
        order by page.n
        """;

    private int Last => wanted.Page * ListMyCitizens.Size;

    private string OfThePage => $"limit {ListMyCitizens.Size} offset {Last - ListMyCitizens.Size}";

    public string Sql => Page + "\n" + Shown
        .Replace("{toCome}", IsToCome("a"), StringComparison.Ordinal)
        .Replace("{counted}", Counted, StringComparison.Ordinal);

    private string Counted => StaffCitizens.AtMost(ListTotal.LimitFor(wanted.Page, ListMyCitizens.Size), viewer, wanted.Scope, today, Filters);

    private string Page => wanted.SortBy switch
    {
        ListMyCitizens.Order.Conflicts => FirstAndRest(ByConflict, Conflicts("z.id"), areAll: wanted.OnlyWithConflicts),
        ListMyCitizens.Order.NextAppointment => FirstAndRest(
            ByAppointment, $"select from appointments a where a.citizen_id = z.id and {IsToCome("a")}", areAll: false),
        _ => $$"""
             , page as (
               select z.id, row_number() over (order by {{ByName}}) as n from citizens z
               where {{Theirs("z.id")}}
               order by {{ByName}} {{OfThePage}}
             )
             """,
    };

    /// <summary>The most severe conflict decides, then the one that has stood longest: the order of the list of conflicts.</summary>
    private string ByConflict =>
        $$"""
        select c.citizen_id as id, row_number() over (order by c.severity desc, c.first_seen_at, c.id) as n from conflicts c
        where c.state in ('open', 'acknowledged') and {{Theirs("c.citizen_id")}}
          and not exists (
            select from conflicts o where o.citizen_id = c.citizen_id and o.state in ('open', 'acknowledged')
              and (o.severity > c.severity or o.severity = c.severity and (o.first_seen_at, o.id) < (c.first_seen_at, c.id)))
        order by c.severity desc, c.first_seen_at, c.id limit {{Last}}
        """;

    private string ByAppointment =>
        $$"""
        select a.citizen_id as id, row_number() over (order by a.start_at, {{ByName}}) as n from appointments a join citizens z on z.id = a.citizen_id
        where {{IsToCome("a")}} and {{Theirs("a.citizen_id")}}
          and not exists (
            select from appointments o where o.citizen_id = a.citizen_id and {{IsToCome("o")}}
              and (o.start_at, o.id, o.source) < (a.start_at, a.id, a.source))
        order by a.start_at, {{ByName}} limit {{Last}}
        """;

    /// <summary>Those who have what decides, and by name those who do not, who are asked for only where the page reaches them.</summary>
    /// <param name="areAll">Whoever has it not is not wanted: that spares looking through a whole area for nobody.</param>
    private string FirstAndRest(string first, string has, bool areAll)
    {
        var rest = areAll ? "" : "union all select id, n from rest";
        return $$"""
            , first as materialized (
            {{first}}
            ), rest as (
              select z.id, (select count(*) from first) + row_number() over (order by {{ByName}}) as n from citizens z
              where {{Theirs("z.id")}} and not exists ({{has}})
              order by {{ByName}} limit greatest({{Last}} - (select count(*) from first), 0)
            ), page as (
              select id, n from first {{rest}} order by n {{OfThePage}}
            )
            """;
    }

    private string Theirs(string citizen) => StaffCitizens.Of(viewer, wanted.Scope, today, citizen) + " " + Filters(citizen);

    // A plan of an area that has not ended is what relates the area to the citizen.
    private string Filters(string citizen) =>
        (area is null ? "" : $"and exists (select from citizen_relations o where o.citizen_id = {citizen} and o.key = {StaffCitizens.Literal(area)}) ")
        + (wanted.OnlyWithConflicts ? $"and exists ({Conflicts(citizen)})" : "");

    private static string Conflicts(string citizen) => $"select from conflicts f where f.citizen_id = {citizen} and f.state in ('open', 'acknowledged')";

    private static string IsToCome(string a) =>
        $$"""
        {{a}}.ended_at is null and {{a}}.status = 'booked' and {{a}}.start_at >= {3} and ({{a}}.invited is null or 'citizen' = any({{a}}.invited))
        """;
}
