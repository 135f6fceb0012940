using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Severity = Sammenhaeng.Domain.Conflicts.Severity;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Every critical conflict that nobody has settled, whoever the citizen is, the oldest first.</summary>
[Needs(Permission.ListCriticalConflicts)]
public sealed record ListCriticalConflicts(int Page) : IQuery<ListConflicts.View>
{
    internal sealed class Validator : AbstractValidator<ListCriticalConflicts>
    {
        public Validator() => RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
    }

    internal sealed record Found(Guid Id, Guid CitizenId, string CitizenName, string Rule, string State, string? Owner, DateOnly? Due, DateTimeOffset FirstSeenAt, int Total);

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<ListCriticalConflicts, ListConflicts.View>
    {
        public async Task<ListConflicts.View> Handle(ListCriticalConflicts query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            const int Size = ListConflicts.DefaultSize;
            var found = await db.Sql<Found>(
                $"""
                select c.id, c.citizen_id, z.given_name || ' ' || z.family_name as citizen_name, c.rule, c.state,
                  coalesce(u.name, k.name) as owner, c.due_on as due, c.first_seen_at, count(*) over ()::int as total
                from conflicts c
                join citizens z on z.id = c.citizen_id
                left join users u on u.id = c.owner_id
                left join coordinator_assignments k on k.citizen_id = c.citizen_id and k.kind = 'main' and k.state = 'active'
                  and k.period_from <= {today} and (k.period_to is null or k.period_to >= {today})
                where c.severity = 3 and c.state in ('open', 'acknowledged')
                order by c.first_seen_at, c.id limit {Size} offset {(query.Page - 1) * Size}
                """).ToListAsync(cancellationToken);
            var rows = found.Select(row => new ListConflicts.Row(
                ConflictId.From(row.Id), CitizenId.From(row.CitizenId), row.CitizenName, row.Rule, Severity.K,
                Word<ConflictState>.Parse(row.State), [], row.Owner, row.Due, LocalTime.DateOf(row.FirstSeenAt), Revision: 0));
            return new ListConflicts.View([.. rows], new ListTotal(found.Count == 0 ? 0 : found[0].Total, IsMore: false), query.Page, Size, []);
        }
    }
}
