namespace Sammenhaeng.Domain.Consent;

/// <summary>Names of places that may not stand in a text.</summary>
public sealed class ProtectedWords
{
    /// <summary>What stands where a name was.</summary>
    public const string Mark = "[beskyttet sted]";

    /// <summary>Shorter names are parts of ordinary words.</summary>
    private const int Shortest = 4;

    private readonly string[] _names;

    /// <param name="names">Whole names; null for a place without one.</param>
    public ProtectedWords(IEnumerable<string?> names) =>
        // The longest first, so that no part of a name is left beside the mark.
        _names = [.. names.OfType<string>().Where(name => name.Length >= Shortest).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(name => name.Length)];

    /// <summary>The text with the mark in the place of each name that stands there as words of their own, however they are cased.</summary>
    public string TakenOutOf(string text)
    {
        foreach (var name in _names)
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;)
            {
                var after = at + name.Length;
                var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && IsEnd(text, after);
                if (isWhole)
                {
                    text = string.Concat(text.AsSpan(0, at), Mark, text.AsSpan(after));
                    after = at + Mark.Length;
                }
                at = after < text.Length ? text.IndexOf(name, after, StringComparison.OrdinalIgnoreCase) : -1;
            }
        }
        return text;
    }

    /// <summary>A Danish genitive (Rosengårdens) is still the name.</summary>
    private static bool IsEnd(string text, int at) =>
        at == text.Length || !char.IsLetterOrDigit(text[at]) || (text[at] is 's' or 'S') && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));
}
