using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>The systems that are let in, and those that were.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ListClients : IQuery<IReadOnlyList<ListClients.Line>>
{
    /// <param name="Areas">Of today.</param>
    /// <param name="Sources">That it sends course documents as.</param>
    public sealed record Line(string Client, string Name, IReadOnlyList<string> Areas, IReadOnlyList<string> Sources, bool IsLetIn);

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<ListClients, IReadOnlyList<Line>>
    {
        public async Task<IReadOnlyList<Line>> Handle(ListClients query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var subjects = await db.Sql<string>($"""select subject as "Value" from users where roles = array[{Roles.Machine}]""").ToListAsync(cancellationToken);
            var clients = await db.Users.AsNoTracking().Where(user => subjects.Contains(user.Subject)).OrderBy(user => user.Subject).ToListAsync(cancellationToken);
            return [.. clients.Select(user => new Line(
                user.Subject, user.Name, [.. user.Areas.Where(area => area.Period.Covers(today)).Select(area => area.Area).Order(StringComparer.Ordinal)], user.Sources,
                user.Active))];
        }
    }
}
