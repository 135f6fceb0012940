using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.LogControl;

/// <summary>
/// Visits to judge: answered ones, and those whose answer is overdue. A leader is given those of the own areas' staff; the data-protection
/// contact those that nobody has judged in time, and of staff without an area. No citizen is named: the same citizen has the same mark.
/// </summary>
[Needs(Permission.JudgeLogControl)]
public sealed record ListVisitsToJudge : IQuery<ListVisitsToJudge.View>
{
    /// <summary>Days after the last day to answer on which the data-protection contact gets it: a week.</summary>
    public const int LeaderDays = 7;

    private const int Most = 100;

    public sealed record Row(
        SampledVisitId Id, string Who, DateTimeOffset At, string? CitizenMark, SampleGround Ground, IReadOnlyList<string> Alerts, DateOnly Due, bool IsOverdue,
        bool IsOwn, VisitReason? Reason, string? Answer, VisitVerdict? Verdict, string? JudgedBy, string? Note);

    /// <param name="Waiting">Alerts first, then the soonest due.</param>
    /// <param name="Judged">The latest first.</param>
    public sealed record View(IReadOnlyList<Row> Waiting, IReadOnlyList<Row> Judged);

    internal sealed record Found(
        Guid Id, Guid UserId, string Who, DateTimeOffset LookedAt, Guid? CitizenId, string Ground, string[] Alerts, DateOnly Due,
        string? Reason, string? Answer, string? Verdict, string? JudgedBy, string? Note);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListVisitsToJudge, View>
    {
        public async Task<View> Handle(ListVisitsToJudge query, CancellationToken cancellationToken)
        {
            var (viewer, today) = (current.Viewer, clock.Today());
            var (isLeader, isDataProtection, areas) = (viewer.Is(Roles.Leader), viewer.Is(Roles.DataProtection), viewer.Areas.ToArray());
            var late = today.AddDays(-LeaderDays);
            var found = await db.Sql<Found>(
                $"""
                select v.id, v.user_id, u.name as who, v.looked_at, v.citizen_id, v.ground, v.alerts, v.due, v.reason, v.answer, v.verdict, j.name as judged_by, v.note
                from sampled_visits v join users u on u.id = v.user_id left join users j on j.id = v.judged_by
                where (v.answered_at is not null or v.judged_at is not null or v.due < {today})
                  and (({isLeader} and v.area = any({areas}))
                    or ({isDataProtection} and (v.area = '' or v.due < {late} or v.verdict = 'notWorkRelated')))
                order by v.judged_at desc nulls first, v.ground = 'alert' desc, v.due, v.looked_at, v.id limit {Most}
                """).ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                SampledVisitId.From(row.Id), row.Who, row.LookedAt, MarkOf(row.CitizenId), Word<SampleGround>.Parse(row.Ground), row.Alerts, row.Due,
                row.Answer is null && row.Due < today, row.UserId == viewer.UserId?.Value, row.Reason is null ? null : Word<VisitReason>.Parse(row.Reason), row.Answer,
                row.Verdict is null ? null : Word<VisitVerdict>.Parse(row.Verdict), row.JudgedBy, row.Note)).ToList();
            return new View([.. rows.Where(row => row.Verdict is null)], [.. rows.Where(row => row.Verdict is not null)]);
        }

        /// <summary>Tells that two visits are of one citizen, and not of whom.</summary>
        private static string? MarkOf(Guid? citizen) =>
            citizen is { } id ? Convert.ToHexString(SHA256.HashData(id.ToByteArray()), 0, 3) : null;
    }
}
