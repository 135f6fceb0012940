using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>
/// Another system that uses the API, and the areas it is let in for: from now on these and no others. What it proves itself by is kept where
/// tokens are given.
/// </summary>
/// <param name="Client">3 to 64 small letters, digits and hyphens.</param>
/// <param name="Areas">Codes of core areas; one or more.</param>
[Needs(Permission.ManageStaff)]
public sealed partial record RegisterClient(string Client, string Name, IReadOnlyList<string> Areas) : ICommand<Done>
{
    /// <summary>Somebody of the staff is known by that name, and a system would stand as them.</summary>
    public static readonly Refusal IsAPerson = new("client.isAPerson");

    public static readonly Refusal NoSuchArea = new("client.noSuchArea");

    internal sealed class Validator : AbstractValidator<RegisterClient>
    {
        public Validator()
        {
            RuleFor(command => command.Client).Must(id => Id().IsMatch(id)).WithMessage("err.client");
            RuleFor(command => command.Name).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Areas).NotEmpty();
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<RegisterClient, Done>
    {
        public async Task<Result<Done>> Handle(RegisterClient command, CancellationToken cancellationToken)
        {
            var areas = await db.Sql<string>($"""select code as "Value" from core_areas""").ToListAsync(cancellationToken);
            if (command.Areas.Except(areas).Any())
            {
                return NoSuchArea;
            }
            var client = await db.Users.SingleOrDefaultAsync(each => each.Subject == command.Client, cancellationToken);
            if (client is not null && !client.IsMachine)
            {
                return IsAPerson;
            }
            if (client is null)
            {
                client = User.Employ(command.Client, command.Name, email: null, Roles.Machine);
                db.Users.Add(client);
            }
            client.Perform(command.Name, [.. command.Areas.Select(area => new JobFunction(Roles.Machine, area))], clock.Today());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
    }

    [GeneratedRegex("^[a-z0-9-]{3,64}$")]
    private static partial Regex Id();
}
