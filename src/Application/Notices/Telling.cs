using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Notices;

namespace Sammenhaeng.Application.Notices;

/// <summary>Something to tell, and what it is told of once.</summary>
/// <param name="Citizen">Whom it is about; null where the one who is told does not learn that.</param>
/// <param name="About">Our own id of the thing.</param>
/// <param name="Occasion">Told again of the same one, nothing happens.</param>
internal sealed record Tell(NoticeKind Kind, CitizenId? Citizen, Guid About, string Occasion, DateTimeOffset At, bool IsCritical = false);

internal static class Telling
{
    /// <summary>Whoever has left is told nothing, and nobody of those whom they never look up here.</summary>
    public static async Task TellAsync(this ISammenhaengDb db, Tell tell, IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return;
        }
        var (kind, citizen, whom) = (Word<NoticeKind>.Of(tell.Kind), tell.Citizen?.Value, users.ToArray());
        await db.Sql<int>(
            $"""
            insert into notices (user_id, kind, citizen_id, about, occasion, is_critical, made_at)
            select u.id, {kind}, {citizen}::uuid, {tell.About}, {tell.Occasion}, {tell.IsCritical}, {tell.At}
            from users u where u.id = any({whom}) and u.active
              and not exists (select from close_relations k join citizens z on z.cpr_index = k.cpr_index where k.user_id = u.id and z.id = {citizen}::uuid)
            on conflict do nothing returning 1 as "Value"
            """).ToListAsync(cancellationToken);
    }

    /// <summary>What was to be done about it is done, or is to be done no longer.</summary>
    public static async Task SettleAsync(this ISammenhaengDb db, NoticeKind kind, Guid about, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var word = Word<NoticeKind>.Of(kind);
        await db.Sql<int>(
            $"""update notices set read_at = {now} where about = {about} and kind = {word} and read_at is null returning 1 as "Value" """).ToListAsync(cancellationToken);
    }
}
