using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Staff;

/// <summary>The system is let in no more: its next request is refused, whatever token it holds.</summary>
[Needs(Permission.ManageStaff)]
public sealed record EndClient(string Client) : ICommand<Done>
{
    public static readonly Refusal Unknown = new("client.unknown");

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<EndClient, Done>
    {
        public async Task<Result<Done>> Handle(EndClient command, CancellationToken cancellationToken)
        {
            var client = await db.Users.SingleOrDefaultAsync(each => each.Subject == command.Client, cancellationToken);
            if (client is not { IsMachine: true })
            {
                return Unknown;
            }
            if (client.Active)
            {
                client.Leave(clock.Today());
                await db.SaveChangesAsync(cancellationToken);
            }
            return Done.Value;
        }
    }
}
