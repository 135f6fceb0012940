using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Writing;

/// <summary>What the viewer's areas have written here of the citizen, the newest first.</summary>
[Needs(Permission.SeeCourse)]
public sealed record ListWritten(CitizenId CitizenId) : IQuery<ListWritten.View>, IConcernsCitizen
{
    public const int Most = 200;

    public sealed record Row(WrittenKind Kind, string Id, string Area, string AreaName, string Title, DateTimeOffset At, string By);

    public sealed record View(IReadOnlyList<Row> Rows);

    internal sealed record Found(string Kind, string Id, string Area, string Content, DateTimeOffset WrittenAt, string By);

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListWritten, View>
    {
        public async Task<View> Handle(ListWritten query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var (citizen, areas) = (query.CitizenId.Value, current.Viewer.Areas.ToArray());
            var found = await db.Sql<Found>(
                $"""
                select t.kind, t.id, t.area, t.content::text as content, t.written_at, u.name as by from (
                    select distinct on (w.source, w.kind, w.id) w.* from written_items w
                    where w.citizen_id = {citizen} and w.area = any ({areas}) order by w.source, w.kind, w.id, w.version desc) t
                join users u on u.id = t.written_by
                where not t.is_removed
                order by t.written_at desc, t.id limit {Most}
                """).ToListAsync(cancellationToken);
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            return new View([.. found.Select(row => new Row(
                WrittenKinds.Of(row.Kind), row.Id, row.Area, reference.NameOf(row.Area).Name, mask.Text(TitleOf(JsonNode.Parse(row.Content)!.AsObject())), row.WrittenAt, row.By))]);
        }

        private static string TitleOf(JsonObject item) => (item["title"] ?? item["text"] ?? item["statement"] ?? item["theme"] ?? item["kind"])?.GetValue<string>() ?? "";
    }
}
