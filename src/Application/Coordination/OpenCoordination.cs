using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Coordination;

/// <summary>Who coordinates a citizen, with what mandate, who has been asked, who has been before, and whom one could ask.</summary>
/// <param name="CitizenId">The citizen.</param>
/// <param name="Among">Codes of the areas whose caseworkers one could ask: those of which the viewer knows that they have a plan.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenCoordination(CitizenId CitizenId, IReadOnlyList<string> Among) : IQuery<OpenCoordination.View>, IConcernsCitizen
{
    private const int MostCandidates = 300;

    public sealed record Assignment(
        CoordinatorAssignmentId Id, UserId? UserId, string Name, CoordinatorKind Kind, AssignmentState State, DateOnly From, DateOnly? To,
        IReadOnlyList<CoordinatorMandate> Mandate, bool CitizenChose, string? Note, string? ProposedBy, DateTimeOffset ProposedAt,
        string? DeclineReason, bool IsAdopted, long Revision);

    public sealed record Candidate(UserId Id, string Name, bool KnowsCitizen);

    public sealed record View(
        CitizenId CitizenId, IReadOnlyList<Assignment> Now, IReadOnlyList<Assignment> Before, IReadOnlyList<Candidate> Candidates, UserId? Viewer, DateOnly Today);

    internal sealed record FoundCandidate(Guid Id, string Name, bool KnowsCitizen);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenCoordination, View>
    {
        public async Task<View> Handle(OpenCoordination query, CancellationToken cancellationToken)
        {
            var assignments = await db.CoordinatorAssignments.Where(one => one.CitizenId == query.CitizenId)
                .OrderByDescending(one => one.ProposedAt)
                .Select(one => new { One = one, By = db.Users.Where(user => user.Id == one.ProposedBy).Select(user => user.Name).FirstOrDefault() })
                .ToListAsync(cancellationToken);
            var lines = assignments.Select(found => Line(found.One, found.By)).ToList();
            return new View(
                query.CitizenId,
                [.. lines.Where(IsNow)],
                [.. lines.Where(line => !IsNow(line))],
                await CandidatesAsync(query.CitizenId, [.. query.Among], cancellationToken),
                current.Viewer.UserId,
                clock.Today());
        }

        private static bool IsNow(Assignment line) => line.State is AssignmentState.Active or AssignmentState.Proposed;

        private static Assignment Line(CoordinatorAssignment one, string? proposedBy) => new(
            one.Id, one.UserId, one.Name, one.Kind, one.State, one.From, one.To, one.Mandate, one.CitizenChose, one.HandoverNote,
            proposedBy, one.ProposedAt, one.DeclineReason, one.AdoptedSource is not null, one.Revision);

        /// <summary>Those of the own areas who know the citizen first (of another area that is not told), then their colleagues.</summary>
        private async Task<List<Candidate>> CandidatesAsync(CitizenId citizen, string[] among, CancellationToken cancellationToken)
        {
            var (id, today, areas) = (citizen.Value, clock.Today(), current.Viewer.Areas.ToArray());
            var found = await db.Sql<FoundCandidate>(
                $"""
                select u.id, u.name,
                  exists (select from staff_directory d join contacts k on k.source = d.source and k.id = d.contact_id
                          where d.user_id = u.id and k.citizen_id = {id} and k.ended_at is null and k.area = any({areas})) as knows_citizen
                from users u
                where u.active and {Roles.Caseworker} = any(u.roles)
                  and exists (select from user_areas a
                              where a.user_id = u.id and a.area = any({among}) and a.valid_from <= {today} and (a.valid_to is null or a.valid_to >= {today}))
                order by knows_citizen desc, u.name limit {MostCandidates}
                """).ToListAsync(cancellationToken);
            return [.. found.Select(row => new Candidate(UserId.From(row.Id), row.Name, row.KnowsCitizen))];
        }
    }
}
