using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.BreakGlass;

/// <summary>Finds whom a CPR number belongs to, for emergency access alone: an id, and nothing of the citizen. Null when nobody is known by it.</summary>
[Needs(Permission.FindForBreakGlass)]
public sealed record FindForBreakGlass(string Cpr) : IQuery<CitizenId?>, ILooksForNumber
{
    internal sealed class Validator : AbstractValidator<FindForBreakGlass>
    {
        public Validator() => RuleFor(query => query.Cpr).Must(cpr => Domain.Citizens.Cpr.TryParse(cpr, out _)).WithMessage("err.cpr");
    }

    internal sealed class Handler(ISammenhaengDb db, ICprMarks marks) : IQueryHandler<FindForBreakGlass, CitizenId?>
    {
        public async Task<CitizenId?> Handle(FindForBreakGlass query, CancellationToken cancellationToken)
        {
            var index = await marks.OfAsync(Domain.Citizens.Cpr.Parse(query.Cpr), cancellationToken);
            var found = await db.Sql<Guid>($"""select id as "Value" from citizen_ids_of({index}) id""").ToListAsync(cancellationToken);
            return found.Count == 0 ? null : CitizenId.From(found[0]);
        }
    }
}
