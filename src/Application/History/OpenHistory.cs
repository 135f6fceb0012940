using FluentValidation;
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

public enum HistoryKind { Added, Changed, Ended, Back, Conflict, Coordinator, Sharing, Holistic }

/// <summary>Something that changed, as one viewer may know it.</summary>
/// <param name="What">
/// A collection, or which change of a conflict or of what was shared here: <c>opened</c>; of the plan that takes the place of others <c>began</c> or
/// <c>ended</c>.
/// </param>
/// <param name="Key">Of the item, where it has a history of its own.</param>
/// <param name="Title">Of an item in its own words; the rule of a conflict; the name of who coordinates; the plan, or the area whose plans are shared.</param>
/// <param name="Area">Whose system told it, or where it was written.</param>
/// <param name="By">Who did it here; null where a system told it or the rules did.</param>
public sealed record HistoryLine(
    DateTimeOffset At, HistoryKind Kind, string What, ItemKey? Key, string? Title, AreaName? Area, string? By, IReadOnlyList<FieldChange> Fields)
{
    public ConflictId? Conflict { get; init; }

    /// <summary>The area that something is shared with.</summary>
    public string? With { get; init; }
}

/// <summary>What changed in a citizen's course between two days, both of them with it, the newest first, fifty a page.</summary>
/// <param name="What">One collection, or <c>conflict</c>; null of everything.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenHistory(CitizenId CitizenId, DateOnly From, DateOnly To, string? What, int Page, Language Language) : IQuery<OpenHistory.View>, IConcernsCitizen
{
    public const int Size = 50;
    public const string Conflicts = "conflict";
    public const string Coordinators = "coordinator";

    /// <summary>What can be asked for by itself.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ItemVersions.Collections, .. PartVersions.Collections, Conflicts, Coordinators];

    /// <summary>What has a history of each one of its own.</summary>
    public static IReadOnlyList<string> HaveVersions => ItemVersions.Collections;

    /// <param name="KeptFrom">The first day of which it is kept what was said before.</param>
    public sealed record View(IReadOnlyList<HistoryLine> Lines, int Total, int Page, DateTimeOffset ReadAt, DateOnly? KeptFrom);

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
            var seen = new HistoryMask(file, mask, current.Viewer, reference, query.Language);
            var between = (From: LocalTime.Midnight(query.From), Until: LocalTime.Midnight(query.To.AddDays(1)));
            var lines = new List<HistoryLine>();
            if (query.What is not (Conflicts or Coordinators))
            {
                var items = await ItemVersions.ReadAsync(db, query.CitizenId, (query.What, null), between, cancellationToken);
                lines.AddRange(items.SelectMany(item => HistoryLines.Of(seen.Seen(item), seen, reference)).Where(line => line.At >= between.From && line.At < between.Until));
            }
            if (query.What is null or Conflicts or Coordinators or "plan_shares" or "consents")
            {
                var happened = await HappenedHere.ReadAsync(db, query.CitizenId, between, cancellationToken);
                lines.AddRange(happened.Lines(query.What, file, mask, seen, current.Viewer, reference));
            }
            lines.Sort((one, other) => other.At.CompareTo(one.At));
            return new View([.. lines.Skip((query.Page - 1) * Size).Take(Size)], lines.Count, query.Page, clock.GetUtcNow(), file.KeptFrom);
        }
    }
}

internal static class HistoryLines
{
    /// <summary>Each version as what it changed, the newest first.</summary>
    public static IEnumerable<HistoryLine> Of(IReadOnlyList<ItemVersion> versions, HistoryMask mask, ReferenceSnapshot reference) =>
        versions.Count > 0 && PartVersions.Are(versions[0].Collection)
            ? PartVersions.ByPart(versions).SelectMany(part => OfOne(part, mask, reference))
            : OfOne(versions, mask, reference);

    private static IEnumerable<HistoryLine> OfOne(IReadOnlyList<ItemVersion> versions, HistoryMask mask, ReferenceSnapshot reference)
    {
        for (var i = versions.Count - 1; i >= 0; i--)
        {
            var (version, before) = (versions[i], i == 0 ? null : versions[i - 1]);
            var kind = before is null ? version.IsEnded ? HistoryKind.Ended : HistoryKind.Added
                : version.IsEnded && !before.IsEnded ? HistoryKind.Ended
                : before.IsEnded && !version.IsEnded ? HistoryKind.Back
                : HistoryKind.Changed;
            yield return new HistoryLine(
                version.KnownFrom, kind, version.Collection, PartVersions.Are(version.Collection) ? null : version.Key, mask.TitleOf(version), reference.NameOf(version.Area), version.By,
                before is null ? [] : mask.Differences(before, version));
        }
    }
}
