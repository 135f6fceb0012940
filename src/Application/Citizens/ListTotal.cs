namespace Sammenhaeng.Application.Citizens;

/// <summary>
/// How long a list is, counted to a bound: a whole area may have forty thousand conflicts, and counting them all takes longer than
/// finding the page that is shown.
/// </summary>
/// <param name="Number">As far as it was counted.</param>
/// <param name="IsMore">There are more than that.</param>
public sealed record ListTotal(int Number, bool IsMore)
{
    public const int MostCounted = 1000;

    public static readonly ListTotal None = new(0, false);

    /// <summary>How many to count for this page: past the bound, to its end, and one, to know whether more follow.</summary>
    public static int LimitFor(int page, int size) => (int)Math.Min(int.MaxValue, Math.Max(MostCounted, (long)page * size) + 1);

    /// <param name="counted">No more than <see cref="LimitFor"/>.</param>
    /// <param name="page">From 1.</param>
    /// <param name="size">Of a page.</param>
    public static ListTotal Of(int counted, int page, int size) => counted < LimitFor(page, size) ? new(counted, false) : new(counted - 1, true);
}
