using System.Runtime.CompilerServices;

namespace Sammenhaeng.Domain.Courses;

/// <summary>The outside word of each code, the same in documents, the database and the API: the name in camelCase, but for the scales.</summary>
/// <remarks>
/// Codes are few and count up from 0, so a list is searched as fast as a table. Tables would be compiled anew for each code at
/// every start of the program, which costs <c>check</c> more than all it does.
/// </remarks>
public static class Word<T> where T : struct, Enum
{
    private static readonly string[] Words = Spelled();

    public static IEnumerable<string> All => Words;

    public static string Of(T code) => Words[Unsafe.SizeOf<T>() == 1 ? Unsafe.As<T, byte>(ref code) : Unsafe.As<T, int>(ref code)];

    /// <exception cref="ArgumentException">The word is not one of this code's.</exception>
    public static T Parse(string word) => TryParse(word, out var code)
        ? code
        : throw new ArgumentException($"'{word}' is no {typeof(T).Name}.", nameof(word));

    public static bool TryParse(string? word, out T code)
    {
        var words = Words;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == word)
            {
                code = Unsafe.SizeOf<T>() == 1 ? Unsafe.BitCast<byte, T>((byte)i) : Unsafe.BitCast<int, T>(i);
                return true;
            }
        }
        code = default;
        return false;
    }

    private static string[] Spelled()
    {
        var type = typeof(T);
        var names = Enum.GetNames(type);
        var values = Enum.GetValuesAsUnderlyingType(type);
        for (var i = 0; i < names.Length; i++)
        {
            if (Convert.ToInt32(values.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) != i || Unsafe.SizeOf<T>() is not (1 or 4))
            {
                throw new InvalidOperationException($"The codes of {typeof(T).Name} must count up from 0, in bytes or ints.");
            }
            names[i] = Spell(names[i]);
        }
        return names;
    }

    private static string Spell(string name) => typeof(T) != typeof(AssessmentScale)
        ? char.ToLowerInvariant(name[0]) + name[1..]
        : name.ToUpperInvariant();
}
