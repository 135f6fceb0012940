using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>One meeting as it is kept, with all its parts and the names of the staff in it: of one round trip, however much it holds.</summary>
internal sealed record MeetingRow
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal sealed record Invitee(int Number, InviteeKind Kind, string? Source, string? ItemId, string Name, Guid? UserId, InvitationAnswer Answer, DateTimeOffset? AnsweredAt, bool IsPresent);

    internal sealed record Point(int Number, int Position, PointKind Kind, string? Text, Guid? ConflictId, string? Source, string? ItemId, string? Wish, string? Decision);

    internal sealed record Agreement(int Number, int Point, string ItemId, string Text, bool IsCitizens, string OwnerName, DateOnly? Due);

    internal sealed record Addition(int Number, string Text, string ByName, DateTimeOffset At);

    public required Guid Id { get; init; }
    public required long Revision { get; init; }
    public required string Area { get; init; }
    public required IReadOnlyList<string> SeenBy { get; init; }
    public required Guid CalledBy { get; init; }
    public required string CalledByName { get; init; }
    public required MeetingState State { get; init; }
    public CitizenPart? CitizenPart { get; init; }
    public string? Others { get; init; }
    public string? Summary { get; init; }
    public ApprovalWay? ApprovedHow { get; init; }
    public string? ApprovalNote { get; init; }
    public DateTimeOffset? FrozenAt { get; init; }
    public string? FrozenByName { get; init; }
    public string? HeldTitle { get; init; }
    public DateTimeOffset? HeldFrom { get; init; }
    public DateTimeOffset? HeldTo { get; init; }
    public required IReadOnlyList<Invitee> Invitees { get; init; }
    public required IReadOnlyList<Point> Points { get; init; }
    public required IReadOnlyList<Agreement> Agreements { get; init; }
    public required IReadOnlyList<Addition> Additions { get; init; }

    /// <exception cref="AccessDeniedException">There is none of this citizen that the viewer sees.</exception>
    public static async Task<MeetingRow> ReadAsync(ISammenhaengDb db, CitizenId of, NetworkMeetingId id, CancellationToken cancellationToken)
    {
        var (citizen, meeting) = (of.Value, id.Value);
        var found = await db.Sql<string>(
            $"""
            select (to_jsonb(m) || jsonb_build_object(
                'called_by_name', (select u.name from users u where u.id = m.called_by), 'frozen_by_name', (select u.name from users u where u.id = m.frozen_by),
                'invitees', (select coalesce(jsonb_agg(i order by i.number), '[]') from meeting_invitees i where i.meeting_id = m.id),
                'points', (select coalesce(jsonb_agg(p order by p.position), '[]') from meeting_points p where p.meeting_id = m.id),
                'agreements', (select coalesce(jsonb_agg(a order by a.number), '[]') from meeting_agreements a where a.meeting_id = m.id),
                'additions', (select coalesce(jsonb_agg(to_jsonb(x) || jsonb_build_object('by_name', u.name) order by x.number), '[]')
                    from meeting_additions x join users u on u.id = x.by where x.meeting_id = m.id)))::text as "Value"
            from network_meetings m where m.id = {meeting} and m.citizen_id = {citizen}
            """).ToListAsync(cancellationToken);
        return found.Count == 0 ? throw new AccessDeniedException() : JsonSerializer.Deserialize<MeetingRow>(found[0], Json)!;
    }
}
