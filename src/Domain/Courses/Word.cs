using System.Collections.Frozen;

namespace Sammenhaeng.Domain.Courses;

/// <summary>The outside word of each code, the same in documents, the database and the API: the name in camelCase, but for the scales.</summary>
public static class Word<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByWord =
        Enum.GetValues<T>().ToFrozenDictionary(Spell, StringComparer.Ordinal);

    private static readonly FrozenDictionary<T, string> ByCode = Enum.GetValues<T>().ToFrozenDictionary(code => code, Spell);

    public static IEnumerable<string> All => ByWord.Keys;

    public static string Of(T code) => ByCode[code];

    /// <exception cref="ArgumentException">The word is not one of this code's.</exception>
    public static T Parse(string word) => ByWord.TryGetValue(word, out var code)
        ? code
        : throw new ArgumentException($"'{word}' is no {typeof(T).Name}.", nameof(word));

    public static bool TryParse(string? word, out T code)
    {
        code = default;
        return word is not null && ByWord.TryGetValue(word, out code);
    }

    private static string Spell(T code) => code switch
    {
        AssessmentScale.Ffb => "FFB",
        AssessmentScale.FsIII => "FSIII",
        _ => char.ToLowerInvariant(code.ToString()[0]) + code.ToString()[1..],
    };
}
