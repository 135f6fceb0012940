using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// Who can take a citizen's conflicts on: caseworkers who can sign in and stand at the citizen as a contact, or coordinate. One query
/// for the list one chooses from and for what is accepted.
/// </summary>
internal static class Colleagues
{
    /// <param name="Source">Of the contact by whom they are known; null for whoever coordinates, whom everybody knows.</param>
    internal sealed record Found(Guid Id, string Name, string? Source, string? ContactId);

    public static Task<List<Found>> OfAsync(ISammenhaengDb db, CitizenId citizen, DateOnly today, CancellationToken cancellationToken) => db.Sql<Found>(
        $"""
        select u.id, u.name, w.source, w.contact_id from users u join (
          select d.user_id, k.source, k.id as contact_id from contacts k join staff_directory d on d.source = k.source and d.contact_id = k.id
          where k.citizen_id = {citizen.Value} and k.ended_at is null
          union
          select a.user_id, null, null from coordinator_assignments a
          where a.citizen_id = {citizen.Value} and a.state = 'active' and a.period_from <= {today} and (a.period_to is null or a.period_to >= {today})) w
          on w.user_id = u.id
        where u.active and 'caseworker' = any(u.roles)
        order by u.name
        """).ToListAsync(cancellationToken);

    /// <summary>Those whose part in the course the viewer may know of: to be named in a list tells that one works with the citizen.</summary>
    public static List<Found> KnownTo(this IEnumerable<Found> colleagues, CourseBuilder course, CourseMask mask)
    {
        var hidden = new HashSet<ItemKey>();
        for (var i = 0; i < course.Contacts.Count; i++)
        {
            if (!mask.SeesContact(i))
            {
                hidden.Add(course.Contacts[i].Key);
            }
        }
        return [.. colleagues.Where(one => one is not { Source: { } source, ContactId: { } id } || !hidden.Contains(new ItemKey(source, id))).DistinctBy(one => one.Id)];
    }

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
