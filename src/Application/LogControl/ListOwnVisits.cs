using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.LogControl;

namespace Sammenhaeng.Application.LogControl;

/// <summary>What log control asks the viewer about, and what it has asked. Why a visit was drawn is not told.</summary>
[Needs(Permission.AnswerLogControl)]
public sealed record ListOwnVisits : IQuery<ListOwnVisits.View>
{
    private const int Most = 100;

    /// <param name="Citizen">Null for somebody whom the viewer cannot see now, or for no single citizen.</param>
    /// <param name="IsAboutCitizen">Whether it was about one.</param>
    public sealed record Row(
        SampledVisitId Id, DateTimeOffset At, CitizenId? CitizenId, string? Citizen, bool IsAboutCitizen, DateOnly Due, bool IsOverdue,
        VisitReason? Reason, string? Answer, VisitVerdict? Verdict, string? Note);

    public sealed record View(IReadOnlyList<Row> Waiting, IReadOnlyList<Row> Answered) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens =>
            [.. Waiting.Concat(Answered).Where(row => row.Citizen is not null).Select(row => row.CitizenId!.Value).Distinct()];
    }

    internal sealed record Found(
        Guid Id, DateTimeOffset LookedAt, Guid? CitizenId, string? Citizen, DateOnly Due, string? Reason, string? Answer, string? Verdict, string? Note);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListOwnVisits, View>
    {
        public async Task<View> Handle(ListOwnVisits query, CancellationToken cancellationToken)
        {
            var (self, today) = (current.Viewer.UserId?.Value, clock.Today());
            var found = await db.Sql<Found>(
                $"""
                select v.id, v.looked_at, v.citizen_id, z.given_name || ' ' || z.family_name as citizen, v.due, v.reason, v.answer, v.verdict, v.note
                from sampled_visits v left join citizens z on z.id = v.citizen_id
                where v.user_id = {self} order by v.judged_at desc nulls first, v.answered_at desc nulls first, v.due, v.looked_at, v.id limit {Most}
                """).ToListAsync(cancellationToken);
            var rows = found.Select(row => new Row(
                SampledVisitId.From(row.Id), row.LookedAt, row.CitizenId is { } id ? CitizenId.From(id) : null, row.Citizen, row.CitizenId is not null,
                row.Due, row.Due < today, row.Reason is null ? null : Word<VisitReason>.Parse(row.Reason), row.Answer,
                row.Verdict is null ? null : Word<VisitVerdict>.Parse(row.Verdict), row.Note)).ToList();
            return new View([.. rows.Where(row => row.Answer is null && row.Verdict is null)], [.. rows.Where(row => row.Answer is not null || row.Verdict is not null)]);
        }
    }
}
