using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access;

internal sealed class CloseRelations(SammenhaengDb db) : ICloseRelations
{
    public async Task TellAsync(UserId user, byte[] cprIndex, Closeness closeness, CancellationToken cancellationToken)
    {
        var kind = closeness.ToString().ToLowerInvariant();
        await using var batch = db.Batch();
        batch.Add("delete from close_relations where user_id = $1 and cpr_index = $2 and kind <> $3", user.Value, cprIndex, kind);
        batch.Add(
            "insert into close_relations (user_id, cpr_index, kind) values ($1, $2, $3) on conflict do nothing", user.Value, cprIndex, kind);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ToldCloseRelation>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var batch = db.Batch();
        batch.Add("select kind, told_at from close_relations where user_id = $1 order by told_at", user.Value);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var told = new List<ToldCloseRelation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            told.Add(new ToldCloseRelation(Enum.Parse<Closeness>(reader.GetString(0), ignoreCase: true), reader.GetFieldValue<DateTimeOffset>(1)));
        }
        return told;
    }
}
