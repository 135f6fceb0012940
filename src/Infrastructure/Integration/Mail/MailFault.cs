using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>What went wrong with a mail, without what the server said: that may hold the address.</summary>
/// <param name="Code">Told in words on the pages.</param>
/// <param name="IsForGood">Trying again is no better: the address takes no mail.</param>
/// <param name="IsOfServer">It is not about this mail: the others would meet it too.</param>
internal sealed record MailFault(string Code, bool IsForGood, bool IsOfServer)
{
    public static readonly MailFault NoAddress = new("noAddress", true, false);

    private const int FirstLasting = 500;

    /// <summary>Null for what is a fault of the program.</summary>
    public static MailFault? Of(Exception failure) => failure switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } no => new("recipient", (int)no.StatusCode >= FirstLasting, IsClosing(no)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } no => new("message", (int)no.StatusCode >= FirstLasting, IsClosing(no)),
        // That we may not send is ours to mend, and no reason to give up anybody's mail.
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } => new("sender", false, true),
        AuthenticationException => new("signIn", false, true),
        SslHandshakeException or NotSupportedException => new("tls", false, true),
        ParseException => new("recipient", true, false),
        SmtpCommandException or ProtocolException or IOException or SocketException or OperationCanceledException or ServiceNotConnectedException or ServiceNotAuthenticatedException or TimeoutException =>
            new("connection", false, true),
        _ => null,
    };

    private static bool IsClosing(SmtpCommandException no) => no.StatusCode == SmtpStatusCode.ServiceNotAvailable;
}
