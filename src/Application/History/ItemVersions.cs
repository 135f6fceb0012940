using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.History;

/// <summary>What an item said from a moment on.</summary>
/// <param name="Collection">As its table is called.</param>
/// <param name="Area">Whose it was.</param>
/// <param name="Content">By column, without what is sealed.</param>
/// <param name="ExportedAt">When the system told it.</param>
/// <param name="IsEnded">The system no longer told it, or it was taken back.</param>
/// <param name="KnownFrom">When it was told here.</param>
/// <param name="KnownUntil">When it was told differently; null of what is said now.</param>
/// <param name="By">Who wrote it, where it was written here in an area of the viewer's; null where a system told it.</param>
internal sealed record ItemVersion(
    string Collection, ItemKey Key, string Area, JsonObject Content, DateTimeOffset ExportedAt, bool IsEnded, DateTimeOffset KnownFrom,
    DateTimeOffset? KnownUntil, string? By)
{
    public string? Text(string column) => Content[column] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public IReadOnlyList<string> Texts(string column) => Content[column] is JsonArray list ? [.. list.Select(one => one!.GetValue<string>())] : [];
}

/// <summary>Reads versions of a citizen's items, in one round trip. Access is decided before; what of it is shown is the mask's.</summary>
internal static class ItemVersions
{
    public static readonly IReadOnlyList<string> Collections =
    [
        "plans", "goals", "interventions", "appointments", "agreements", "milestones", "restrictions", "assessments", "decisions", "contacts",
        "network_members", "consents", "powers_of_attorney",
    ];

    private static readonly string Sql =
        """
        select x.collection, x.source, x.id, x.area, x.content, x.exported_at, x.is_ended, x.known_from, x.known_until,
          (select u.name from written_items w join users u on u.id = w.written_by
           where w.citizen_id = {0} and w.source = x.source and w.kind = x.collection and w.id = x.id and w.written_at >= x.known_from
           order by w.version limit 1) as by
        from (
          select v.*, bool_or(v.known_from >= {4} and v.known_from < {5} or v.known_until >= {4} and v.known_until < {5})
            over (partition by v.collection, v.source, case v.collection when 'residences' then '' else split_part(v.id, '/', 1) end) as is_wanted
          from (
            select collection, source, id, area, content::text as content, exported_at, is_ended, known_from, known_until, number from item_versions
            where citizen_id = {0} and collection <> 'citizens'
            union all
        """ + string.Join(" union all ", Collections.Select(table =>
            $$"""

            select '{{table}}', t.source, t.id, t.area, content_of(to_jsonb(t))::text, t.exported_at, t.ended_at is not null,
              coalesce(t.changed_at, t.first_seen_at), null, 9223372036854775807 from {{table}} t where t.citizen_id = {0}
            """)) + " union all " + string.Join(" union all ", PartVersions.Collections.Select(table =>
            $$"""

            select '{{table}}', t.source, part_id(to_jsonb(t)), coalesce(area_of_part('{{table}}', to_jsonb(t)), ''), content_of_part(to_jsonb(t))::text,
              part_known_from(to_jsonb(t)), t.ended_at is not null, part_known_from(to_jsonb(t)), null, 9223372036854775807 from {{table}} t where t.citizen_id = {0}
            """)) +
        """
        ) v
          where ({1}::text is null or v.collection = {1}) and ({2}::text is null or v.source = {2}) and ({3}::text is null or v.id = {3})) x
        where x.is_wanted
        order by x.collection, x.source, x.id, x.known_from, x.number
        """;

    internal sealed record Found(
        string Collection, string Source, string Id, string Area, string Content, DateTimeOffset ExportedAt, bool IsEnded, DateTimeOffset KnownFrom,
        DateTimeOffset? KnownUntil, string? By);

    /// <summary>
    /// All versions of the items of which one became known between two moments: item by item, the oldest first. Parts of things come as all those
    /// of one source (see <see cref="PartVersions"/>).
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<ItemVersion>>> ReadAsync(
        ISammenhaengDb db, CitizenId citizen, (string? Collection, ItemKey? Key) of, (DateTimeOffset From, DateTimeOffset Until) between, CancellationToken cancellationToken)
    {
        var found = await db.Sql<Found>(FormattableStringFactory.Create(
            Sql, citizen.Value, of.Collection, of.Key?.Source, of.Key?.Id, between.From, between.Until)).ToListAsync(cancellationToken);
        return [.. found
            .Select(row => new ItemVersion(
                row.Collection, new ItemKey(row.Source, row.Id), row.Area, JsonNode.Parse(row.Content)!.AsObject(), row.ExportedAt, row.IsEnded, row.KnownFrom,
                row.KnownUntil, row.By))
            .GroupBy(version => (version.Collection, version.Key.Source, PartVersions.Are(version.Collection) ? null : version.Key.Id))
            .Select(IReadOnlyList<ItemVersion> (item) => [.. item])];
    }
}
