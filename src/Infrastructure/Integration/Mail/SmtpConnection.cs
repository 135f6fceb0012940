using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>One connection to the mail server, opened at the first mail and kept for those after it.</summary>
internal sealed class SmtpConnection(MailSettings settings) : IAsyncDisposable
{
    private SmtpClient? _client;

    /// <summary>Sent once the server has said that it has it. Whatever goes wrong, the next mail may be tried.</summary>
    public async Task SendAsync(MimeMessage message)
    {
        // Not broken off when the program stops: nobody could say then whether it went.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            var client = await OpenAsync(patience.Token);
            await client.SendAsync(message, patience.Token);
        }
        catch (Exception failure) when (MailFault.Of(failure) is not { IsOfServer: false })
        {
            Drop();
            throw;
        }
    }

    private async Task<SmtpClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true })
        {
            return _client;
        }
        Drop();
        _client = new SmtpClient { Timeout = settings.TimeoutSeconds * 1000 };
        await _client.ConnectAsync(settings.Host, settings.UsedPort, settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, cancellationToken);
        if (settings.User.Length > 0)
        {
            await _client.AuthenticateAsync(settings.User, (await File.ReadAllTextAsync(settings.PasswordFile, cancellationToken)).Trim(), cancellationToken);
        }
        return _client;
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true })
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                await _client.DisconnectAsync(quit: true, patience.Token);
            }
            catch (Exception failure) when (MailFault.Of(failure) is not null)
            {
                // It has every mail; that it did not say goodbye changes nothing.
            }
        }
        Drop();
    }
}
