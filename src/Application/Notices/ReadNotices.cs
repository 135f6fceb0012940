using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Notices;

/// <summary>Marks one notice of the viewer's as read, or all that were there when they looked: a later one they have not seen.</summary>
/// <param name="Notice">Null for all.</param>
/// <param name="SeenAt">When the list was shown.</param>
/// <returns>How many were unread.</returns>
[Needs(Permission.UseProduct)]
public sealed record ReadNotices(Guid? Notice, DateTimeOffset SeenAt) : ICommand<int>
{
    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ReadNotices, int>
    {
        public async Task<Result<int>> Handle(ReadNotices command, CancellationToken cancellationToken)
        {
            var (user, now, seen) = (current.Viewer.UserId?.Value ?? Guid.Empty, clock.GetUtcNow(), command.SeenAt.ToUniversalTime());
            return (await db.Sql<int>(
                $"""
                update notices set read_at = {now} where user_id = {user} and read_at is null
                  and case when {command.Notice}::uuid is null then made_at <= {seen} else id = {command.Notice} end
                returning 1 as "Value"
                """).ToListAsync(cancellationToken)).Count;
        }
    }
}
