using System.Globalization;
using MimeKit;

namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>
/// A mail says that there is something new, how much, and where to sign in: never about whom or what, for mail is read by others than the
/// one it is sent to. Danish first, and English, since the language somebody reads in is not known here.
/// </summary>
internal static class MailText
{
    public static MimeMessage Write(MailClaim mail, MailSettings settings)
    {
        var message = new MimeMessage { Subject = Hastes(mail) ? "Nyt i Sammenhæng, som haster" : "Nyt i Sammenhæng" };
        message.From.Add(new MailboxAddress("Sammenhæng", settings.From));
        message.To.Add(MailboxAddress.Parse(mail.Address!));
        // Sent twice after a crash, it is recognised as the same.
        message.MessageId = $"{mail.Id:N}@{settings.From[(settings.From.LastIndexOf('@') + 1)..]}";
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = Body(mail, settings.BaseAddress.TrimEnd('/')) };
        return message;
    }

    private static bool Hastes(MailClaim mail) => mail.Kind == "atOnce";

    private static string Body(MailClaim mail, string address) => string.Create(CultureInfo.InvariantCulture,
        $"""
        {Danish(mail)} Log på for at se det:
        {address}/varsler

        Du vælger selv, om og hvornår du får mails:
        {address}/varsler/indstillinger

        {English(mail)} Log in to see it at the first of the addresses above; the second is where you choose if and when you get mails.

        """);

    private static string Danish(MailClaim mail) => (Hastes(mail), mail.Notices) switch
    {
        (true, 1) => "Der er 1 nyt varsel, som haster.",
        (true, var many) => $"Der er {many} nye varsler, som haster.",
        (false, 1) => "Der er 1 nyt varsel.",
        (false, var many) => $"Der er {many} nye varsler.",
    };

    private static string English(MailClaim mail) => (Hastes(mail), mail.Notices) switch
    {
        (true, 1) => "There is 1 new notice that is urgent.",
        (true, var many) => $"There are {many} new notices that are urgent.",
        (false, 1) => "There is 1 new notice.",
        (false, var many) => $"There are {many} new notices.",
    };
}
