using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>Every version of one item that the viewer may see, the newest first; null where there is none, or none they may see.</summary>
[Needs(Permission.SeeCourse)]
public sealed record OpenItemHistory(CitizenId CitizenId, string Collection, ItemKey Key, Language Language) : IQuery<OpenItemHistory.View?>, IConcernsCitizen
{
    /// <param name="ExportedAt">When the system told it.</param>
    public sealed record Version(int Number, HistoryLine Line, DateTimeOffset ExportedAt);

    public sealed record View(string? Title, IReadOnlyList<Version> Versions);

    internal sealed class Validator : AbstractValidator<OpenItemHistory>
    {
        public Validator() => RuleFor(query => query.Collection).Must(collection => ItemVersions.Collections.Contains(collection));
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenItemHistory, View?>
    {
        public async Task<View?> Handle(OpenItemHistory query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = new HistoryMask(file, current.Viewer.MaskOf(file.Course, clock.Today(), reference), current.Viewer, reference, query.Language);
            var items = await ItemVersions.ReadAsync(
                db, query.CitizenId, (query.Collection, query.Key), (DateTimeOffset.MinValue, DateTimeOffset.MaxValue), cancellationToken);
            var seen = items.Count == 0 ? [] : mask.Seen(items[0]);
            return seen.Count == 0 ? null : new View(
                mask.TitleOf(seen[^1]),
                [.. HistoryLines.Of(seen, mask, reference).Select((line, index) => new Version(seen.Count - index, line, seen[seen.Count - 1 - index].ExportedAt))]);
        }
    }
}
