using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Infrastructure.Access;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>
/// Sends what waits, one after the other over one connection. Any number of these may run at once, in any number of processes: a mail is
/// claimed by one. It is marked as sent right after the server took it; a process that dies between the two sends it once more when the claim
/// has run out, with the same Message-Id.
/// </summary>
public sealed class SendMails(SystemDataSource system, MailSettings settings, ILogger<SendMails> log)
{
    /// <summary>After so many tries, over half a day, somebody has to look at it.</summary>
    public const int Most = 16;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private const string Claim =
        """
        update mails m set claim = $1, claimed_until = now() + make_interval(secs => $2)
        from users u left join notice_settings s on s.user_id = u.id
        where u.id = m.user_id and m.id = (
            select w.id from mails w
            where w.state = 'waiting' and w.next_try_at <= now() and (w.claimed_until is null or w.claimed_until < now())
            order by w.next_try_at, w.id limit 1 for update skip locked)
        returning m.id, m.kind, m.notices, m.tries, coalesce(s.address, u.email), u.active
        """;

    private const string Settle =
        """
        update mails set state = $3, problem = $4, tries = tries + 1, next_try_at = now() + $5, claim = null, claimed_until = null,
               settled_at = case when $3 <> 'waiting' then now() end
        where id = $1 and claim = $2
        """;

    private sealed record Outcome(string State, string? Problem, TimeSpan Pause, bool IsServerAway)
    {
        public static readonly Outcome Sent = new("sent", null, TimeSpan.Zero, false);

        /// <summary>Whoever has left gets no mail.</summary>
        public static readonly Outcome NotWanted = new("overtaken", null, TimeSpan.Zero, false);

        public static Outcome Of(MailFault fault, int tries) =>
            new(fault.IsForGood || tries >= Most ? "failed" : "waiting", fault.Code, After(tries), fault.IsOfServer);
    }

    /// <summary>One minute after the first try, then twice as long each time, an hour at most.</summary>
    public static TimeSpan After(int tries)
    {
        var pause = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(tries, 10) - 1));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>Until nothing is due, or the mail server does not answer. Answers whether it did.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsOn)
        {
            return true;
        }
        await using var server = new SmtpConnection(settings);
        WorkSignal? signal = null;
        var (sent, failed) = (0, 0);
        try
        {
            (MailClaim Mail, Outcome Outcome)? last = null;
            while (true)
            {
                // What became of the last one and the claim of the next are one round trip, and one commit.
                var next = await NextAsync(last, cancellationToken.IsCancellationRequested || last?.Outcome.IsServerAway == true);
                if (next is null)
                {
                    signal?.Done();
                    return last?.Outcome.IsServerAway != true;
                }
                signal ??= WorkSignal.Begin("sendMails");
                last = (next, await SendAsync(server, next));
                sent += last.Value.Outcome.State == "sent" ? 1 : 0;
                failed += last.Value.Outcome.Problem is null ? 0 : 1;
            }
        }
        finally
        {
            signal?.Count(sent, "sent");
            signal?.Count(failed, "notSent");
            signal?.Dispose();
        }
    }

    private async Task<Outcome> SendAsync(SmtpConnection server, MailClaim mail)
    {
        if (!mail.IsEmployed)
        {
            return Outcome.NotWanted;
        }
        if (mail.Address is null)
        {
            return Outcome.Of(MailFault.NoAddress, mail.Tries + 1);
        }
        try
        {
            await server.SendAsync(MailText.Write(mail, settings));
            return Outcome.Sent;
        }
        catch (Exception failure) when (MailFault.Of(failure) is { } fault)
        {
            log.LogWarning("Mail {MailId}, try {Try}: {Problem}", mail.Id, mail.Tries + 1, fault.Code);
            return Outcome.Of(fault, mail.Tries + 1);
        }
    }

    private async Task<MailClaim?> NextAsync((MailClaim Mail, Outcome Outcome)? last, bool isEnough)
    {
        await using var batch = system.Source.CreateBatch();
        var claim = Guid.NewGuid();
        if (last is var (mail, outcome))
        {
            batch.Add(Settle, mail.Id, mail.Claim, outcome.State, DatabaseIdentity.Text(outcome.Problem), outcome.Pause);
        }
        if (!isEnough)
        {
            batch.Add(Claim, claim, (double)MailClaim.Seconds);
        }
        if (batch.BatchCommands.Count == 0)
        {
            return null;
        }
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        return !isEnough && await reader.ReadAsync(CancellationToken.None)
            ? new MailClaim(reader.GetGuid(0), claim, reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5))
            : null;
    }
}
