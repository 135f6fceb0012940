using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>
/// Somebody has signed in at the municipality's sign-in service, which tells what they do. From now on they do that and nothing else here:
/// what they no longer do ended yesterday, in every session of theirs, and with no function left nobody is let in.
/// </summary>
/// <param name="Functions">What is told, as the settings read it; empty where nothing of it means anything here.</param>
/// <param name="Contacts">Who they are in the areas' systems.</param>
/// <param name="Cpr">Their own number, where the service tells it: nobody looks up themselves.</param>
/// <returns>Whether they are let in.</returns>
[Needs(Permission.ManageStaff)]
public sealed record WelcomeStaff(
    string Subject, string Name, IReadOnlyList<JobFunction> Functions, IReadOnlyList<RegisterStaff.Contact> Contacts, string? Cpr = null) : ICommand<bool>
{
    internal sealed class Validator : AbstractValidator<WelcomeStaff>
    {
        public Validator()
        {
            RuleFor(command => command.Subject).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Name).NotEmpty().MaximumLength(200);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, StaffDirectory directory, ICloseRelations relations, ICprMarks marks, TimeProvider clock)
        : ICommandHandler<WelcomeStaff, bool>
    {
        public async Task<Result<bool>> Handle(WelcomeStaff command, CancellationToken cancellationToken)
        {
            // Twice at once, such as in two windows, is once after the other.
            await db.Sql<string>($"""select pg_advisory_xact_lock(hashtextextended('staff:' || {command.Subject}, 0))::text as "Value" """).ToListAsync(cancellationToken);
            var user = await db.Users.SingleOrDefaultAsync(each => each.Subject == command.Subject, cancellationToken);
            if (user is { IsMachine: true })
            {
                // A system's name is nobody's: who signs in by it becomes no system, and ends none.
                return false;
            }
            if (user is null && command.Functions.Count == 0)
            {
                // Of somebody who does nothing here nothing is kept.
                return false;
            }
            if (user is null)
            {
                user = User.Employ(command.Subject, command.Name, email: null);
                db.Users.Add(user);
            }
            user.Perform(command.Name, command.Functions, clock.Today());
            await directory.EnterAsync(command.Contacts, user.Id, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            if (Domain.Citizens.Cpr.TryParse(command.Cpr, out var own))
            {
                await relations.TellAsync(user.Id, await marks.OfAsync(own, cancellationToken), Closeness.Self, cancellationToken);
            }
            return user.Active;
        }
    }
}
