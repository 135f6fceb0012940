using Microsoft.Extensions.Logging;
using Sammenhaeng.Infrastructure.Jobs;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>Each second: mails for what hastes, and whatever waits to be sent. A mail server that does not answer is left in peace for a while.</summary>
internal sealed class MailWorker(MakeMails make, SendMails send, MailSettings settings, ILogger<MailWorker> log) : Worker(null, log)
{
    private static readonly TimeSpan Peace = TimeSpan.FromSeconds(30);
    private DateTimeOffset _notBefore;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsOn)
        {
            return;
        }
        await make.AtOnceAsync(cancellationToken);
        if (TimeProvider.System.GetUtcNow() >= _notBefore && !await send.RunAsync(cancellationToken))
        {
            _notBefore = TimeProvider.System.GetUtcNow() + Peace;
        }
    }
}

/// <summary>Each quarter of an hour: today's mail for those whose hour has come. The worker sends them; so does this, where there is none.</summary>
public sealed class SendDigests(MakeMails make, SendMails send)
{
    public const string Name = "send-digests";

    public const string EachQuarter = "*/15 * * * *";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await make.DigestsAsync(cancellationToken);
        await send.RunAsync(cancellationToken);
    }
}
