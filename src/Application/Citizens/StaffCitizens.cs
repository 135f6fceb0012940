using System.Globalization;
using System.Runtime.CompilerServices;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Application.Citizens;

/// <summary>Whose citizens a list is about.</summary>
public enum CitizenScope
{
    /// <summary>Those the viewer coordinates or stands at as a contact.</summary>
    Mine,

    /// <summary>Those the viewer coordinates.</summary>
    Coordinated,

    /// <summary>Everybody with a plan in one of the viewer's areas.</summary>
    Areas,
}

/// <summary>
/// The citizens a member of staff may see in a list: the same relation that opens one citizen's plan, as SQL, so that no list shows
/// whom a click would refuse.
/// </summary>
internal static class StaffCitizens
{
    // Each scope is asked for by itself: with all of them in one question, a plan that is kept takes a caseworker's few citizens for a whole
    // area's, and reads every conflict there is.
    private static string Mine(CitizenScope scope)
    {
        var besides = scope switch
        {
            CitizenScope.Mine => AsContact,
            CitizenScope.Areas => "union select r.citizen_id from citizen_relations r where r.key = any({1})",
            _ => "",
        };
        return $$"""
            with related as (
              select a.citizen_id from coordinator_assignments a
              where a.user_id = {0} and a.state = 'active' and a.period_from <= {2} and (a.period_to is null or a.period_to >= {2})
              {{besides}}
            ), mine as (
              select citizen_id from related where citizen_id <> all ((select viewer_close_citizens())::uuid[])
            )
            """;
    }

    private const string AsContact =
        """
        union
          select k.citizen_id from contacts k
          join staff_directory d on d.source = k.source and d.contact_id = k.id
          where d.user_id = {0} and k.ended_at is null
            and exists (select from citizen_relations r where r.citizen_id = k.citizen_id and r.area = any({1}))
        """;

    /// <summary>
    /// The scope <see cref="CitizenScope.Areas"/> for one row z of citizens: where few rows are found, asking of each is cheaper than
    /// making the list of a whole area first. {0} the user, {1} the user's areas, {2} today.
    /// </summary>
    public const string WorksWith =
        """
        (exists (select from citizen_relations r where r.citizen_id = z.id and r.area = any({1}))
          or exists (select from coordinator_assignments a where a.citizen_id = z.id and a.user_id = {0} and a.state = 'active'
                     and a.period_from <= {2} and (a.period_to is null or a.period_to >= {2})))
        and z.id <> all ((select viewer_close_citizens())::uuid[])
        """;

    /// <summary>
    /// The same of a list that is asked for page by page: a condition on a column of the question. Of a whole area the relation is asked of
    /// each row as it comes in the list's order, or the rows of each relation, as there are many or few; so the areas and the day stand in the
    /// question itself: the planner knows how many there are of them. {0} the user.
    /// </summary>
    /// <param name="citizen">The column, such as <c>c.citizen_id</c>.</param>
    public static string Of(Viewer viewer, CitizenScope scope, DateOnly today, string citizen) => scope != CitizenScope.Areas
        ? $"{citizen} in (select citizen_id from mine)"
        : $$"""
          {{citizen}} <> all ((select viewer_close_citizens())::uuid[]) and exists (
            select from citizen_relations r where r.citizen_id = {{citizen}} and r.key = any(array[{{string.Join(", ", Areas(viewer).Append(Themselves))}}])
              and {{Stands(today)}} and (r.valid_from > '-infinity' or r.key <> {{Themselves}}))
          """;

    /// <summary>
    /// The same citizens, so many of them at most: those of each relation by themselves and in the order of its index, so that counting to a
    /// thousand reads a thousand and not a whole area.
    /// </summary>
    /// <param name="filters">What else is asked of the citizen in a column.</param>
    public static string AtMost(int most, Viewer viewer, CitizenScope scope, DateOnly today, Func<string, string> filters)
    {
        if (scope != CitizenScope.Areas)
        {
            return $"select from mine m where true {filters("m.citizen_id")} limit {most}";
        }
        var relations = Areas(viewer).Select(area => $"r.key = {area}").Append($"r.key = {Themselves} and r.valid_from > '-infinity'");
        var each = relations.Select(relation =>
            $$"""
            (select distinct r.citizen_id from citizen_relations r
             where {{relation}} and {{Stands(today)}} and r.citizen_id <> all ((select viewer_close_citizens())::uuid[]) {{filters("r.citizen_id")}}
             order by r.citizen_id limit {{most}})
            """);
        return $"select from ({string.Join("\nunion\n", each)}) m limit {most}";
    }

    // A relation by coordination has days; where it has none the user is merely asked.
    private const string Themselves = "'user:' || {0}::text";

    private static string Stands(DateOnly today) => $"r.valid_from <= '{Day(today)}' and r.valid_to >= '{Day(today)}'";

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Codes that the database knows, and nothing that somebody typed.</summary>
    private static IEnumerable<string> Areas(Viewer viewer) => viewer.Areas.Order(StringComparer.Ordinal).Select(Literal);

    /// <summary>As it stands in a question that is formatted afterwards.</summary>
    public static string Literal(string area) =>
        "'" + area.Replace("'", "''", StringComparison.Ordinal).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) + "'";

    /// <param name="sql">Goes on after <c>mine</c>. {0} the user, {1} the user's areas, {2} today; its own values begin at {3}.</param>
    public static FormattableString Query(Viewer viewer, CitizenScope scope, DateOnly today, string sql, params object?[] values) =>
        FormattableStringFactory.Create(
            Mine(scope) + "\n" + sql,
            [viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), today, .. values]);
}
