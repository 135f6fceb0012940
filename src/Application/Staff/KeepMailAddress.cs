using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Notices;

namespace Sammenhaeng.Application.Staff;

/// <summary>The sign-in service has told the e-mail address of somebody who signs in. One that is none is left out, and they sign in all the same.</summary>
[Needs(Permission.ManageStaff)]
public sealed record KeepMailAddress(string Subject, string Address) : ICommand<Done>
{
    internal sealed class Handler(ISammenhaengDb db) : ICommandHandler<KeepMailAddress, Done>
    {
        public async Task<Result<Done>> Handle(KeepMailAddress command, CancellationToken cancellationToken)
        {
            if (MailAddress.IsValid(command.Address)
                && await db.Users.SingleOrDefaultAsync(user => user.Subject == command.Subject, cancellationToken) is { } user && user.Email != command.Address)
            {
                user.IsReachedAt(command.Address);
                await db.SaveChangesAsync(cancellationToken);
            }
            return Done.Value;
        }
    }
}
