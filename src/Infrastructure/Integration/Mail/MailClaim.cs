namespace Sammenhaeng.Infrastructure.Integration.Mail;

/// <summary>A mail that this process alone is sending, for as long as the claim lasts.</summary>
/// <param name="Address">Null where nobody knows one any more.</param>
/// <param name="Tries">Before this one.</param>
internal sealed record MailClaim(Guid Id, Guid Claim, string Kind, int Notices, int Tries, string? Address, bool IsEmployed)
{
    /// <summary>Longer than one mail may take, so that nobody else sends it meanwhile.</summary>
    public const int Seconds = 180;

    public const int LongestSeconds = 120;
}
