using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Notices;

/// <summary>The viewer's own notices, the newest first. What one says is put together from what the viewer may see now.</summary>
[Needs(Permission.UseProduct)]
public sealed record ListNotices(int Page, int Size) : IQuery<ListNotices.View>
{
    /// <param name="Citizen">By name; null where the viewer does not work with them now, or the notice is about none.</param>
    /// <param name="Rule">Of a conflict.</param>
    /// <param name="Leads">Null where there is nothing left that the viewer may open.</param>
    /// <param name="IsHidden">It is about a citizen whom the viewer does not work with any more, and says nothing.</param>
    public sealed record Row(
        Guid Id, NoticeKind Kind, string? Citizen, string? Rule, Severity? Severity, string? Leads, bool IsHidden, bool IsCritical, DateTimeOffset At, bool IsRead);

    public sealed record View(IReadOnlyList<Row> Rows, int Total, int Unread, DateTimeOffset Now, IReadOnlyCollection<CitizenId> ShownCitizens) : IShowsCitizens;

    internal sealed record Found(
        Guid Id, string Kind, Guid? CitizenId, Guid? About, bool IsCritical, DateTimeOffset MadeAt, DateTimeOffset? ReadAt,
        string? Citizen, bool WorksWith, string? Rule, int? Severity, bool IsAsked, int Total, int Unread);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListNotices, View>
    {
        // The decision and the database's own layer each by itself: the name needs both.
        private const string Notices =
            $$"""
            with mine as (
              select n.*, (count(*) over ())::int as total, (count(*) filter (where n.read_at is null) over ())::int as unread
              from notices n where n.user_id = {0} order by n.made_at desc, n.id limit {3} offset {4}
            )
            select n.id, n.kind, n.citizen_id, n.about, n.is_critical, n.made_at, n.read_at, z.given_name || ' ' || z.family_name as citizen,
              z.id is not null and {{StaffCitizens.WorksWith}} as works_with, k.rule, k.severity::int as severity,
              exists (select from coordinator_assignments a where a.id = n.about and a.user_id = {0} and a.state = 'proposed') as is_asked, n.total, n.unread
            from mine n
            left join citizens z on z.id = n.citizen_id
            left join conflicts k on k.id = n.about and n.kind = 'conflict'
            order by n.made_at desc, n.id
            """;

        public async Task<View> Handle(ListNotices query, CancellationToken cancellationToken)
        {
            var viewer = current.Viewer;
            var found = await db.Sql<Found>(FormattableStringFactory.Create(
                Notices, viewer.UserId?.Value ?? Guid.Empty, viewer.Areas.ToArray(), clock.Today(), query.Size, (query.Page - 1) * query.Size)).ToListAsync(cancellationToken);
            var rows = found.ConvertAll(row => Line(row, viewer));
            return new View(
                rows, found.Count == 0 ? 0 : found[0].Total, found.Count == 0 ? 0 : found[0].Unread, clock.GetUtcNow(),
                [.. found.Zip(rows).Where(pair => pair.Second.Citizen is not null).Select(pair => CitizenId.From(pair.First.CitizenId!.Value)).Distinct()]);
        }

        private static Row Line(Found row, Viewer viewer)
        {
            var kind = Word<NoticeKind>.Parse(row.Kind);
            var isWorker = viewer.Is(Roles.Caseworker);
            var seesCitizen = isWorker && (row.WorksWith || row is { IsAsked: true, Citizen: not null });
            // A critical conflict is the data-protection contact's whoever the citizen is, and without a name.
            var seesConflict = kind == NoticeKind.Conflict && row.Rule is not null && (seesCitizen || viewer.Is(Roles.DataProtection) && row.Severity == (int)Severity.K);
            // That one coordinates no longer is about oneself.
            var isHidden = row.CitizenId is not null && !seesCitizen && !seesConflict && kind != NoticeKind.CoordinatorEnded;
            return new Row(
                row.Id, kind, seesCitizen ? row.Citizen : null, seesConflict ? row.Rule : null, seesConflict ? (Severity?)row.Severity : null,
                isHidden ? null : LeadsTo(kind, row, seesCitizen), isHidden, row.IsCritical && !isHidden, row.MadeAt, row.ReadAt is not null);
        }

        private static string? LeadsTo(NoticeKind kind, Found row, bool seesCitizen) => kind switch
        {
            NoticeKind.Conflict => $"/konflikter/{row.About}",
            NoticeKind.EmergencyReview => "/akut-adgang/gennemgang",
            NoticeKind.CoordinatorAsked when row.IsAsked => $"/koordinator/{row.About}",
            NoticeKind.CoordinatorAsked => null,
            _ when !seesCitizen => null,
            NoticeKind.Proposal or NoticeKind.ProposalAnswer => $"/borgere/{row.CitizenId}/forslag#p-{row.About}",
            NoticeKind.CoordinatorAnswer or NoticeKind.CoordinatorEnded => $"/borgere/{row.CitizenId}/koordinator",
            NoticeKind.HolisticPlanInForce or NoticeKind.HolisticPlanEnded => $"/borgere/{row.CitizenId}/helhedsplan",
            NoticeKind.FollowUp => $"/borgere/{row.CitizenId}/delplaner",
            _ => $"/borgere/{row.CitizenId}/plan",
        };
    }
}
