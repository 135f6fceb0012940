using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

public enum HistoryKind { Added, Changed, Ended, Back, Conflict, Coordinator, Holistic }

/// <summary>Something that changed, as one viewer may know it.</summary>
/// <param name="What">A collection, or which change of a conflict: <c>opened</c>; of the plan that takes the place of others <c>began</c> or <c>ended</c>.</param>
/// <param name="Key">Of the item; null of a conflict and the coordinator.</param>
/// <param name="Title">Of an item in its own words; the rule of a conflict; the name of who coordinates.</param>
/// <param name="Area">Whose system told it, or where it was written.</param>
/// <param name="By">Who did it here; null where a system told it or the rules did.</param>
public sealed record HistoryLine(
    DateTimeOffset At, HistoryKind Kind, string What, ItemKey? Key, string? Title, AreaName? Area, string? By, IReadOnlyList<FieldChange> Fields)
{
    public ConflictId? Conflict { get; init; }
}

/// <summary>What changed in a citizen's course between two days, both of them with it, the newest first, fifty a page.</summary>
/// <param name="What">One collection, or <c>conflict</c>; null of everything.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenHistory(CitizenId CitizenId, DateOnly From, DateOnly To, string? What, int Page) : IQuery<OpenHistory.View>, IConcernsCitizen
{
    public const int Size = 50;
    public const string Conflicts = "conflict";
    private const string Coordinator = "coordinator";

    /// <summary>What can be asked for by itself.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ItemVersions.Collections, Conflicts];

    public sealed record View(IReadOnlyList<HistoryLine> Lines, int Total, int Page, DateTimeOffset ReadAt);

    internal sealed class Validator : AbstractValidator<OpenHistory>
    {
        public Validator()
        {
            RuleFor(query => query.From).InclusiveBetween(AsOf.First, AsOf.Last);
            RuleFor(query => query.To).InclusiveBetween(AsOf.First, AsOf.Last);
            RuleFor(query => query.What).Must(what => what is null || Kinds.Contains(what));
            RuleFor(query => query.Page).InclusiveBetween(1, 100_000);
        }
    }

    /// <param name="Name">Who did it; of the coordinator, who it is.</param>
    internal sealed record Found(Guid? ConflictId, string What, DateTimeOffset At, string? Name);

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenHistory, View>
    {
        public async Task<View> Handle(OpenHistory query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                // Emergency access is to what is so now.
                throw new AccessDeniedException("access.onlyRead");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            var between = (From: LocalTime.Midnight(query.From), Until: LocalTime.Midnight(query.To.AddDays(1)));
            var lines = new List<HistoryLine>();
            if (query.What != Conflicts)
            {
                var seen = new HistoryMask(file, mask, current.Viewer);
                var items = await ItemVersions.ReadAsync(db, query.CitizenId, (query.What, null), between, cancellationToken);
                lines.AddRange(items.SelectMany(item => HistoryLines.Of(seen.Seen(item), seen, reference)).Where(line => line.At >= between.From && line.At < between.Until));
            }
            if (query.What is null or Conflicts)
            {
                var known = file.Conflicts.Where(conflict => mask.IsCompared(conflict.Subjects)).ToDictionary(conflict => conflict.Id.Value);
                var happened = await HappenedAsync(query.CitizenId, between, cancellationToken);
                lines.AddRange(happened.Where(row => row.ConflictId is { } id && known.ContainsKey(id)).Select(row => new HistoryLine(
                    row.At, HistoryKind.Conflict, row.What, null, known[row.ConflictId!.Value].Rule, null, row.Name, []) { Conflict = ConflictId.From(row.ConflictId.Value) }));
                lines.AddRange(happened.Where(row => row.ConflictId is null && query.What is null).Select(
                    row => row.What == Coordinator
                        ? new HistoryLine(row.At, HistoryKind.Coordinator, row.What, null, row.Name, null, null, [])
                        : new HistoryLine(row.At, HistoryKind.Holistic, row.What, null, null, null, null, [])));
            }
            lines.Sort((one, other) => other.At.CompareTo(one.At));
            return new View([.. lines.Skip((query.Page - 1) * Size).Take(Size)], lines.Count, query.Page, clock.GetUtcNow());
        }

        private Task<List<Found>> HappenedAsync(
            CitizenId citizen, (DateTimeOffset From, DateTimeOffset Until) between, CancellationToken cancellationToken) => db.Sql<Found>(
            $"""
            select h.conflict_id, h.change as what, h.at, u.name
            from conflict_history h join conflicts c on c.id = h.conflict_id left join users u on u.id = h.by
            where c.citizen_id = {citizen.Value} and h.at >= {between.From} and h.at < {between.Until}
            union all
            select null, {Coordinator}, a.answered_at, a.name from coordinator_assignments a
            where a.citizen_id = {citizen.Value} and a.kind = 'main' and a.state in ('active', 'ended')
              and a.answered_at >= {between.From} and a.answered_at < {between.Until}
            union all
            select null, case e.name when 'HolisticPlanTookEffect' then 'began' else 'ended' end, e.happened_at, null from domain_events e
            where e.citizen_id = {citizen.Value} and e.happened_at >= {between.From} and e.happened_at < {between.Until}
              and (e.name in ('HolisticPlanTookEffect', 'HolisticPlanEnded') or e.name = 'ConsentWithdrawn' and exists (
                select from consent_records c join holistic_plan_replacements r on r.holistic_plan_id = c.holistic_plan_id and r.until_on = c.withdrawn_on
                where c.id = (e.payload ->> 'consentId')::uuid and (c.withdrawn_by is not null or c.withdrawal_written_down_by is null)))
            order by at desc
            """).ToListAsync(cancellationToken);
    }
}

internal static class HistoryLines
{
    /// <summary>Each version as what it changed, the newest first.</summary>
    public static IEnumerable<HistoryLine> Of(IReadOnlyList<ItemVersion> versions, HistoryMask mask, ReferenceSnapshot reference)
    {
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            var (version, before) = (versions[i], i == 0 ? null : versions[i - 1]);
            var kind = before is null ? version.IsEnded ? HistoryKind.Ended : HistoryKind.Added
                : version.IsEnded && !before.IsEnded ? HistoryKind.Ended
                : before.IsEnded && !version.IsEnded ? HistoryKind.Back
                : HistoryKind.Changed;
            yield return new HistoryLine(
                version.KnownFrom, kind, version.Collection, version.Key, mask.TitleOf(version), reference.NameOf(version.Area), version.By,
                before is null ? [] : mask.Differences(before, version));
        }
    }
}
