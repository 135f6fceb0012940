using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>Gives up one's own emergency access before it runs out.</summary>
[Needs(Permission.TakeBreakGlass)]
public sealed record CloseBreakGlass(CitizenId CitizenId) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<CloseBreakGlass, Done>
    {
        public async Task<Result<Done>> Handle(CloseBreakGlass command, CancellationToken cancellationToken)
        {
            var (user, now) = (current.Viewer.UserId, clock.GetUtcNow());
            var grant = await db.Set<BreakGlassGrant>()
                .Where(one => one.CitizenId == command.CitizenId && one.UserId == user && one.Until > now)
                .SingleOrDefaultAsync(cancellationToken);
            if (grant is null)
            {
                return BreakGlassRefusals.IsOver;
            }
            var closed = grant.Close(now);
            await db.SaveChangesAsync(cancellationToken);
            return closed;
        }
    }
}
