using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// Who can take a citizen's conflicts on: caseworkers who can sign in and stand at the citizen as a contact, or coordinate. One query
/// for the list one chooses from and for what is accepted.
/// </summary>
internal static class Colleagues
{
    internal sealed record Found(Guid Id, string Name);

    public static FormattableString Of(CitizenId citizen, DateOnly today) =>
        $"""
        select u.id, u.name from users u
        where u.active and 'caseworker' = any(u.roles) and u.id in (
          select d.user_id from contacts k join staff_directory d on d.source = k.source and d.contact_id = k.id
          where k.citizen_id = {citizen.Value} and k.ended_at is null
          union
          select a.user_id from coordinator_assignments a
          where a.citizen_id = {citizen.Value} and a.state = 'active' and a.period_from <= {today} and (a.period_to is null or a.period_to >= {today}))
        order by u.name
        """;

    /// <summary>Who has it, else the coordinator, else the owner of the item that was created last.</summary>
    public static FormattableString FallsTo(Conflict conflict) =>
        $"""
        select coalesce(
          {conflict.OwnerId?.Value},
          (select a.user_id from coordinator_assignments a
           where a.citizen_id = {conflict.CitizenId.Value} and a.kind = 'main' and a.state = 'active'),
          (select d.user_id from staff_directory d
           where d.source = {conflict.ItemOwnerSource} and d.contact_id = {conflict.ItemOwnerId})) as "Value"
        """;
}
