using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Relatives;

/// <summary>
/// Says, after having looked at it, that what a system of an own area tells of a relative is so: from now on they are let in to it. Custody
/// and address are looked up in CPR before.
/// </summary>
/// <param name="Source">The system.</param>
/// <param name="Person">Its id of the relative.</param>
/// <param name="Told">As <see cref="ListRelatives.Line.Told"/> was when it was looked at.</param>
/// <param name="HasLooked">That it was looked up.</param>
[Needs(Permission.ConfirmRelatives)]
public sealed record ConfirmRelative(CitizenId CitizenId, string Source, string Person, string Told, bool HasLooked) : ICommand<Done>, IConcernsCitizen
{
    public static readonly Refusal NotLooked = new("relatives.notLooked");

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ConfirmRelative, Done>
    {
        public async Task<Result<Done>> Handle(ConfirmRelative command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            if (!command.HasLooked)
            {
                return NotLooked;
            }
            if (!(await ListRelatives.ReadAsync(db, command.CitizenId, current.Viewer.Areas, clock.Today(), cancellationToken))
                .Exists(row => row.Source == command.Source && row.Id == command.Person))
            {
                throw new AccessDeniedException();
            }
            // Once more in the statement that writes it: what a system has told meanwhile is not what was looked at.
            var written = await db.Sql<long>(
                $"""
                insert into confirmed_relatives (citizen_id, source, person_id, cpr_index, portal, portal_until, has_custody, is_guardian, confirmed_by)
                select n.citizen_id, n.source, n.id, n.cpr_index, n.portal, n.portal_until, n.custody_holder, g.guardian, {by.Value}
                from network_members n cross join lateral (select is_guardian(n.citizen_id, n.source, n.id, {clock.Today()}) as guardian) g
                where n.citizen_id = {command.CitizenId.Value} and n.source = {command.Source} and n.id = {command.Person} and n.ended_at is null
                  and mark_of_relative(n, g.guardian) = {command.Told}
                returning id as "Value"
                """).ToListAsync(cancellationToken);
            if (written.Count == 0)
            {
                throw new StaleRevisionException();
            }
            return Done.Value;
        }
    }
}
