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

/// <summary>The systems that are let in, and those that were.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ListClients : IQuery<IReadOnlyList<ListClients.Line>>
{
    /// <param name="Areas">Of today.</param>
    public sealed record Line(string Client, string Name, IReadOnlyList<string> Areas, bool IsLetIn);

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<ListClients, IReadOnlyList<Line>>
    {
        public async Task<IReadOnlyList<Line>> Handle(ListClients query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var subjects = await db.Sql<string>($"""select subject as "Value" from users where roles = array[{Roles.Machine}]""").ToListAsync(cancellationToken);
            var clients = await db.Users.AsNoTracking().Where(user => subjects.Contains(user.Subject)).OrderBy(user => user.Subject).ToListAsync(cancellationToken);
            return [.. clients.Select(user => new Line(
                user.Subject, user.Name, [.. user.Areas.Where(area => area.Period.Covers(today)).Select(area => area.Area).Order(StringComparer.Ordinal)], user.Active))];
        }
    }
}
