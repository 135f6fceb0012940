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
    /// <summary>Parameters taken by <see cref="Mine"/>; a query's own begin after them.</summary>
    public const int Taken = 4;

    /// <summary>{0} the user, {1} the user's areas, {2} the scope, {3} today.</summary>
    public const string Mine =
        """
        with related as (
          select a.citizen_id from coordinator_assignments a
          where a.user_id = {0} and a.state = 'active' and a.period_from <= {3} and (a.period_to is null or a.period_to >= {3})
          union
          select k.citizen_id from contacts k
          join staff_directory d on d.source = k.source and d.contact_id = k.id
          where {2} = 'Mine' and d.user_id = {0} and k.ended_at is null
            and exists (select from citizen_relations r where r.citizen_id = k.citizen_id and r.area = any({1}))
          union
          select r.citizen_id from citizen_relations r where {2} = 'Areas' and r.key = any({1})
        ), mine as (
          select citizen_id from related where citizen_id <> all ((select viewer_close_citizens())::uuid[])
        )
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

    public static FormattableString Query(Viewer viewer, CitizenScope scope, DateOnly today, string sql, params object?[] values) =>
        FormattableStringFactory.Create(
            Mine + "\n" + sql,
            [viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), scope.ToString(), today, .. values]);
}
