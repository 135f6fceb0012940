using Microsoft.Extensions.Configuration;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Domain.Notices;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>How the connection to the mail server is kept from others. A server that does not offer it gets no mail.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the open and turns to TLS before anything is said.</summary>
    StartTls,
    Tls,

    /// <summary>For a mail server on the same machine.</summary>
    None,
}

/// <summary>The municipality's mail server. Set under <c>Mail</c>; where no Host is named, no mail is made.</summary>
public sealed class MailSettings : IMailing
{
    public string Host { get; set; } = "";

    /// <summary>0 for the usual one: 465 with TLS from the start, 25 without any, otherwise 587.</summary>
    public int Port { get; set; }

    public MailSecurity Security { get; set; }

    public string User { get; set; } = "";

    /// <summary>A file with the password alone: settings and environments are shown to too many.</summary>
    public string PasswordFile { get; set; } = "";

    public string From { get; set; } = "";

    /// <summary>Where people sign in, for the link in the mail.</summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>Those that somebody's own address may be of, such as the municipality's; any where none is named.</summary>
    public IList<string> Domains { get; } = [];

    /// <summary>For one mail, connecting included.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    public bool IsOn => Host.Length > 0;

    IReadOnlyCollection<string> IMailing.Domains => [.. Domains];

    public int UsedPort => Port > 0 ? Port : Security switch { MailSecurity.Tls => 465, MailSecurity.None => 25, _ => 587 };

    public static MailSettings Read(IConfiguration configuration) => configuration.GetSection("Mail").Get<MailSettings>() ?? new MailSettings();

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    public static string? FaultIn(IConfiguration configuration)
    {
        try
        {
            return Read(configuration).Fault;
        }
        catch (InvalidOperationException)
        {
            return "Mail:Port and Mail:TimeoutSeconds are numbers, and Mail:Security is StartTls, Tls or None.";
        }
    }

    private string? Fault => !IsOn ? null
        : Port is < 0 or > 65535 ? "Mail:Port is a number from 1 to 65535."
        : TimeoutSeconds is < 1 or > MailClaim.LongestSeconds ? $"Mail:TimeoutSeconds is a number from 1 to {MailClaim.LongestSeconds}."
        : !Enum.IsDefined(Security) ? "Mail:Security is StartTls, Tls or None."
        : !MailAddress.IsValid(From) ? "Mail:From must be the address that mails come from."
        : !Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") ? "Mail:BaseAddress must be the address at which people sign in, such as https://sammenhaeng.kommune.example."
        : User.Length > 0 != PasswordFile.Length > 0 ? "Mail:User and Mail:PasswordFile are set together, or neither."
        : User.Length > 0 && Security == MailSecurity.None ? "Mail:User needs Mail:Security StartTls or Tls: a password is never sent in the open."
        : PasswordFile.Length > 0 && !File.Exists(PasswordFile) ? "Mail:PasswordFile names no file."
        : null;
}
