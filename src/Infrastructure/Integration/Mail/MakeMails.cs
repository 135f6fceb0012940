using Npgsql;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>
/// Writes down which mails are to be sent, as sets: however many people it is for, it is one statement. The notices are marked in it with
/// the mail that tells of them, so that none is told of twice; who makes them at the same time waits for a moment.
/// </summary>
public sealed class MakeMails(SystemDataSource system, MailSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan HastesFor = TimeSpan.FromDays(1);

    private const string OneAtATime = "select pg_advisory_xact_lock(hashtextextended('notices:mails', 0))";

    // What came after the chosen hour waits for tomorrow's, also where the job runs late. A digest that has not gone is overtaken by
    // today's, which tells of its notices too; one that is being sent is left alone.
    private const string Digests =
        """
        with person as (
            select u.id, ($1::date + make_interval(hours => coalesce(s.digest_hour, $3))) at time zone 'Europe/Copenhagen' as since
            from users u left join notice_settings s on s.user_id = u.id
            where u.active and coalesce(s.address, u.email) is not null and coalesce(s.digest_hour, $3) <= $2
              and not exists (select from mails m where m.user_id = u.id and m.kind = 'digest' and m.occasion = $1::text)
        ), news as (
            select n.id, n.user_id
            from person p
            join notices n on n.user_id = p.id and n.read_at is null and n.made_at <= p.since
            left join notice_choices c on c.user_id = n.user_id and c.kind = n.kind
            left join mails m on m.id = n.mail_id
            where coalesce(c.choice, $4) <> 'never'
              and (m.id is null or m.kind = 'digest' and m.state in ('waiting', 'failed') and coalesce(m.claimed_until, '-infinity') < now())
        ), made as (
            insert into mails (user_id, kind, occasion, notices)
            select user_id, 'digest', $1::text, count(*) from news group by user_id
            on conflict do nothing returning id, user_id
        ), overtaken as (
            update mails m set state = 'overtaken', settled_at = now(), claim = null, claimed_until = null
            from made where m.user_id = made.user_id and m.kind = 'digest' and m.state in ('waiting', 'failed') and coalesce(m.claimed_until, '-infinity') < now()
        ), told as (
            update notices n set mail_id = made.id from made join news on news.user_id = made.user_id where n.id = news.id
        )
        select count(*)::int from made
        """;

    private const string AtOnce =
        """
        with news as (
            select n.id, n.user_id
            from notices n
            join users u on u.id = n.user_id and u.active
            join notice_choices c on c.user_id = n.user_id and c.kind = n.kind and c.choice = 'atOnce'
            left join notice_settings s on s.user_id = n.user_id
            where n.is_critical and n.read_at is null and n.mail_id is null and n.made_at > $1 and coalesce(s.address, u.email) is not null
        ), made as (
            insert into mails (user_id, kind, occasion, notices)
            select user_id, 'atOnce', min(id::text), count(*) from news group by user_id
            on conflict do nothing returning id, user_id
        ), told as (
            update notices n set mail_id = made.id from made join news on news.user_id = made.user_id where n.id = news.id
        )
        select count(*)::int from made
        """;

    /// <summary>For everybody whose hour has come and who has had none today. Answers how many.</summary>
    public Task<int> DigestsAsync(CancellationToken cancellationToken)
    {
        var now = LocalTime.Of(clock.GetUtcNow());
        return MakeAsync(Digests, [clock.Today(), now.Hour, NoticeDefaults.DigestHour, Word<MailChoice>.Of(NoticeDefaults.Choice)], cancellationToken);
    }

    /// <summary>For those who want to know of critical ones at once. Answers how many.</summary>
    public Task<int> AtOnceAsync(CancellationToken cancellationToken) => MakeAsync(AtOnce, [clock.GetUtcNow() - HastesFor], cancellationToken);

    private async Task<int> MakeAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        if (!settings.IsOn)
        {
            return 0;
        }
        await using var connection = await system.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(OneAtATime);
        batch.Add(sql, values);
        int made;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            made = reader.GetInt32(0);
        }
        await transaction.CommitAsync(CancellationToken.None);
        return made;
    }
}
