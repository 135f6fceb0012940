using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>
/// A mail server for demonstrations, tests and measurements: speaks SMTP to this machine alone, keeps what it is given, and sends nothing
/// on. Each mail is a file that any mail program opens.
/// </summary>
/// <param name="folder">Where the files go; null to keep them in memory alone.</param>
public sealed class MailCatcher(string? folder) : IHostedService, IAsyncDisposable
{
    private const int Most = 500;

    private readonly ConcurrentQueue<CaughtMail> _caught = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;
    private int _received;

    public int Port { get; } = FreePort();

    /// <summary>The latest ones.</summary>
    public IReadOnlyCollection<CaughtMail> Caught => _caught;

    /// <summary>How many since it was started.</summary>
    public int Received => _received;

    /// <summary>What a recipient is answered, by address; null takes the mail. A test has its mail refused or the line cut by this.</summary>
    public Func<string, SmtpAnswer> Answer { get; set; } = _ => SmtpAnswer.Take;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).Build())
            .MaxMessageSize(1_000_000, MaxMessageSizeHandling.Strict)
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMailboxFilter)new Filter(this));
        services.Add((IMessageStore)new Store(this));
        services.Add(new CatcherListener.Factory());
        _serving = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        try
        {
            await _serving.WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException)
        {
            // Told to stop, by us.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private async Task KeepAsync(CaughtMail mail)
    {
        var number = Interlocked.Increment(ref _received);
        _caught.Enqueue(mail);
        while (_caught.Count > Most)
        {
            _caught.TryDequeue(out _);
        }
        if (folder is null)
        {
            return;
        }
        await File.WriteAllTextAsync(Path.Combine(folder, $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}-{number:0000}.eml"), mail.Text);
        foreach (var old in Directory.EnumerateFiles(folder, "*.eml").OrderDescending(StringComparer.Ordinal).Skip(Most))
        {
            File.Delete(old);
        }
    }

    /// <summary>Nobody else has it now; whoever takes it before we do makes the start fail, and loudly.</summary>
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private sealed class Filter(MailCatcher catcher) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            catcher.Answer(to.AsAddress()) switch
            {
                SmtpAnswer.Take => Task.FromResult(true),
                SmtpAnswer.TryLater => throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)450, "not now")),
                SmtpAnswer.Never => throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.MailboxNameNotAllowed, "nobody here")),
                _ => throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "closing"), quit: true),
            };
    }

    private sealed class Store(MailCatcher catcher) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            await catcher.KeepAsync(new CaughtMail(transaction.To[0].AsAddress(), System.Text.Encoding.UTF8.GetString(buffer.ToArray())));
            return SmtpResponse.Ok;
        }
    }
}

/// <param name="To">The envelope's recipient.</param>
/// <param name="Text">All of it as it came, headers and body.</param>
public sealed record CaughtMail(string To, string Text);

public enum SmtpAnswer
{
    Take,

    /// <summary>450: the same may well be taken later.</summary>
    TryLater,

    /// <summary>553: it will not.</summary>
    Never,

    /// <summary>421, and the line is cut.</summary>
    Close,
}
