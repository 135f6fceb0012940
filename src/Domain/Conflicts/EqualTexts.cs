namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// Lets rules that look for pairs with the same code compare only such rows with each other: few rows stay as they are,
/// many are put in order, so that equal texts stand together.
/// </summary>
internal static class EqualTexts
{
    /// <summary>So few rows are compared all with all, without allocating.</summary>
    public const int Few = 48;

    /// <summary>Row numbers, ordered by their texts.</summary>
    public static int[] Order(string[] texts)
    {
        var rows = new int[texts.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }
        Array.Sort(texts, rows, StringComparer.Ordinal);
        return rows;
    }

    /// <summary>Fills in the rows as they stand.</summary>
    public static Span<int> AsTheyStand(Span<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }
        return rows;
    }
}
