using Sammenhaeng.Application.Notices;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Notices;

/// <summary>As the system itself, for one question is about many people; each is told their own number alone.</summary>
internal sealed class NoticeCounts(SystemDataSource system) : INoticeCounts
{
    private const string Sql =
        """
        select s.id, unread_notices(u.id), (select n.id from notices n where n.user_id = u.id order by n.made_at desc, n.id limit 1)
        from sessions s join users u on u.subject = s.subject and u.active
        where s.id = any ($1) and s.ended_at is null
        """;

    public async Task<IReadOnlyDictionary<Guid, UnreadNotices>> ReadAsync(IReadOnlyCollection<Guid> sessions, CancellationToken cancellationToken)
    {
        await using var batch = system.Source.CreateBatch();
        batch.Add(Sql, sessions.ToArray());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var open = new Dictionary<Guid, UnreadNotices>();
        while (await reader.ReadAsync(cancellationToken))
        {
            open[reader.GetGuid(0)] = new UnreadNotices(reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetGuid(2));
        }
        return open;
    }
}
