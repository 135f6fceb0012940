using System.Text.RegularExpressions;

namespace Sammenhaeng.Domain.Notices;

/// <summary>One e-mail address, as it stands in an envelope: no name beside it, no second one, nothing that a mail server reads as a command.</summary>
public static partial class MailAddress
{
    public const int Longest = 254;

    public static bool IsValid(string? text) => text is { Length: <= Longest } && Shape().IsMatch(text);

    /// <summary>Whether it is of one of these domains; of any where none is named.</summary>
    public static bool IsOf(string address, IReadOnlyCollection<string> domains) =>
        domains.Count == 0 || domains.Contains(address[(address.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z")]
    private static partial Regex Shape();
}
