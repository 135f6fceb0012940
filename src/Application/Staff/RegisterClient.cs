using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Staff;

/// <summary>
/// Another system that uses the API, the areas it is let in for, and the sources it sends course documents as: from now on these and no
/// others. What it proves itself by is kept where tokens are given.
/// </summary>
/// <param name="Client">3 to 64 small letters, digits and hyphens.</param>
/// <param name="Areas">Codes of core areas; one or more.</param>
/// <param name="Sources">As documents name them: 2 to 32 small letters, digits and hyphens. None of a system that reads alone.</param>
[Needs(Permission.ManageStaff)]
public sealed partial record RegisterClient(string Client, string Name, IReadOnlyList<string> Areas, IReadOnlyList<string> Sources) : ICommand<Done>
{
    /// <summary>Somebody of the staff is known by that name, and a system would stand as them.</summary>
    public static readonly Refusal IsAPerson = new("client.isAPerson");

    public static readonly Refusal NoSuchArea = new("client.noSuchArea");

    /// <summary>Another system sends as that source: what one tells would end what the other has told.</summary>
    public static readonly Refusal SourceOfAnother = new("client.sourceOfAnother");

    internal sealed class Validator : AbstractValidator<RegisterClient>
    {
        public Validator()
        {
            RuleFor(command => command.Client).Must(id => Id().IsMatch(id)).WithMessage("err.client");
            RuleFor(command => command.Name).NotEmpty().MaximumLength(200);
            RuleFor(command => command.Areas).NotEmpty();
            RuleForEach(command => command.Sources)
                .Must(source => Source().IsMatch(source) && !ItemKey.IsOurs(source) && !Cpr.TryParse(source, out _)).WithMessage("err.source");
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
            // Of two who register the same source at once, the second sees the first.
            await db.Sql<string>($"""select pg_advisory_xact_lock(hashtextextended('clients', 0))::text as "Value" """).ToListAsync(cancellationToken);
            string[] sources = [.. command.Sources];
            if (await db.Sql<bool>(
                $"""select exists (select from users where subject <> {command.Client} and active and sources && {sources}) as "Value" """).SingleAsync(cancellationToken))
            {
                return SourceOfAnother;
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
            client.SendAs(command.Sources);
            await db.SaveChangesAsync(cancellationToken);
            return Done.Value;
        }
    }

    [GeneratedRegex("^[a-z0-9-]{3,64}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[a-z0-9-]{2,32}$")]
    private static partial Regex Source();
}
