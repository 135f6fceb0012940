using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// The questions of <see cref="ListConflicts"/>. A page goes through an index in the order of the list and stops at its end; all of them are
/// counted to a bound. Put together of what is asked for alone: with a condition for each thing that might be, a plan that is kept for all of
/// them is made for next to no rows, and took minutes for a whole area; and one that is kept for any number of rows does not stop at a page.
/// </summary>
/// <remarks>
/// {3} the severity, {4} the rule, {5} the area, {6} the owner, {7} the citizen, {8} and {9} when it was found.
/// </remarks>
internal sealed class ConflictsInOrder(Viewer viewer, DateOnly today, ListConflicts query, string? area)
{
    public string Page()
    {
        var first = query.SortBy switch
        {
            ListConflicts.Order.Citizen => "z.family_name, z.given_name, z.id, ",
            ListConflicts.Order.Due => "c.due_on nulls last, ",
            ListConflicts.Order.Newest => "c.first_seen_at desc, ",
            _ => "",
        };
        return $$"""
            , page as (
              select c.id from conflicts c {{(query.SortBy == ListConflicts.Order.Citizen ? "join citizens z on z.id = c.citizen_id" : "")}}
              where {{Wanted}}
              order by {{first}}c.severity desc, c.first_seen_at, c.id
              limit {{query.Size}} offset {{(query.Page - 1) * query.Size}}
            ), counted as (
              select count(*)::int as total from (select from conflicts c where {{Wanted}} limit {{ListTotal.LimitFor(query.Page, query.Size)}}) c
            )
            select c.id, c.citizen_id, z.given_name || ' ' || z.family_name as citizen_name, c.rule, c.severity::int as severity, c.state, c.areas,
              coalesce(u.name, k.name, p.name) as owner, c.due_on as due, c.first_seen_at, c.revision, counted.total
            from page
            cross join counted
            join conflicts c on c.id = page.id
            join citizens z on z.id = c.citizen_id
            left join users u on u.id = c.owner_id
            left join coordinator_assignments k on k.citizen_id = c.citizen_id and k.kind = 'main' and k.state = 'active'
              and k.period_from <= {2} and (k.period_to is null or k.period_to >= {2})
            left join contacts p on p.citizen_id = c.citizen_id and p.source = c.item_owner_source and p.id = c.item_owner_id and p.area = any({1})
            order by {{first}}c.severity desc, c.first_seen_at, c.id
            """;
    }

    /// <summary>Who has taken on conflicts of these citizens.</summary>
    public string Owners =>
        $$"""
        select u.id, u.name from users u
        where exists (select from conflicts c where c.owner_id = u.id and {{InState}} and {{StaffCitizens.Of(viewer, query.Wanted.Scope, today, "c.citizen_id")}})
        order by u.name, u.id limit 200
        """;

    private string Wanted => string.Join(
        " and ",
        [
            InState,
            StaffCitizens.Of(viewer, query.Wanted.Scope, today, "c.citizen_id"),
            .. If(query.Wanted.Severity is not null, "c.severity = {3}"),
            .. If(query.Wanted.Rule is not null, "c.rule = {4}"),
            .. If(area is not null, "{5} = any(c.areas)"),
            .. If(query.Wanted.OwnedByMe, "c.owner_id = {0}"),
            .. If(query.Wanted.Owner is not null, "c.owner_id = {6}"),
            .. If(query.Wanted.OwnedByNobody, "c.owner_id is null"),
            .. If(query.Wanted.Citizen is not null, "c.citizen_id = {7}"),
            .. If(query.Wanted.Age == ListConflicts.Age.Week, "c.first_seen_at >= {8}"),
            .. If(query.Wanted.Age is ListConflicts.Age.OverWeek or ListConflicts.Age.OverMonth, "c.first_seen_at < {9}"),
        ]);

    /// <summary>Words of ours, which stand in the question as they do in the indexes.</summary>
    private string InState => query.Wanted.Standing switch
    {
        ListConflicts.Standing.Open => "c.state in ('open', 'acknowledged')",
        ListConflicts.Standing.Accepted => "c.state = 'accepted'",
        ListConflicts.Standing.Closed => "c.state in ('resolved', 'autoClosed')",
        _ => "true",
    };

    private static string[] If(bool isAsked, string condition) => isAsked ? [condition] : [];
}
