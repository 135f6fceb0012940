using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>
/// Somebody has left, or must not be let in from now on: it acts on their next click, in every session. What they did stands. Where the
/// municipality's sign-in service tells what the staff do, it must stop telling it of them, or they come back by signing in.
/// </summary>
[Needs(Permission.ManageStaff)]
public sealed record EndEmployment(UserId UserId) : ICommand<Done>
{
    /// <summary>An installation whose only administrator has left has nobody to let one in.</summary>
    public static readonly Refusal Self = new("staff.self");

    internal sealed class Handler(ISammenhaengDb db, ISessions sessions, ICurrentViewer current, TimeProvider clock) : ICommandHandler<EndEmployment, Done>
    {
        public async Task<Result<Done>> Handle(EndEmployment command, CancellationToken cancellationToken)
        {
            if (command.UserId == current.Viewer.UserId)
            {
                return Self;
            }
            var user = await db.Users.FindAsync([command.UserId], cancellationToken) ?? throw new AccessDeniedException();
            user.Leave(clock.Today());
            await db.SaveChangesAsync(cancellationToken);
            await sessions.EndAllAsync(user.Subject, cancellationToken);
            return Done.Value;
        }
    }
}

/// <summary>Signs somebody out on every machine, such as one that has been stolen. They may sign in again.</summary>
[Needs(Permission.ManageStaff)]
public sealed record EndSessions(UserId UserId) : ICommand<Done>
{
    internal sealed class Handler(ISammenhaengDb db, ISessions sessions) : ICommandHandler<EndSessions, Done>
    {
        public async Task<Result<Done>> Handle(EndSessions command, CancellationToken cancellationToken)
        {
            var user = await db.Users.FindAsync([command.UserId], cancellationToken) ?? throw new AccessDeniedException();
            await sessions.EndAllAsync(user.Subject, cancellationToken);
            return Done.Value;
        }
    }
}
