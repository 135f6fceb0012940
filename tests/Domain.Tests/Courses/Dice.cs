namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>Throws that a seed repeats, with a liking for the days on which rules change their mind.</summary>
/// <param name="scale">How many times as many items as one citizen would have.</param>
internal sealed class Dice(int seed, int scale = 1)
{
    /// <summary>Days from asOf at which some rule's limit lies, and its neighbours.</summary>
    private static readonly int[] Edges =
    [
        -400, -184, -183, -182, -93, -92, -91, -61, -60, -59, -32, -31, -30, -29, -28, -27, -26, -16, -15, -14, -13, -9, -8, -7, -6,
        -2, -1, 0, 1, 2, 5, 6, 7, 8, 13, 14, 27, 28, 29, 30, 31, 89, 90, 91, 180, 182, 183, 184, 400,
    ];

    private readonly Random _random = new(seed);

    public DateOnly AsOf { get; set; }

    public int Scale => scale;

    /// <summary>Sets codes apart in huge courses, so that not everything pairs with everything.</summary>
    public string Variant() => scale == 1 ? "" : Below(6).ToString();

    public int Below(int count) => _random.Next(count);

    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public T Word<T>() where T : struct, Enum => Of(Enum.GetValues<T>());

    /// <summary>The usual word more often than the others.</summary>
    public T Mostly<T>(T usual, int percent = 60) where T : struct, Enum => Chance(percent) ? usual : Word<T>();

    public DateOnly Day() => AsOf.AddDays(Chance(75) ? Of<int>(Edges) : Between(-500, 500));

    public DateOnly? DayOrNone(int percentNone = 30) => Chance(percentNone) ? null : Day();

    /// <summary>A beginning that mostly lies behind, and an end on or after it or none.</summary>
    public (DateOnly From, DateOnly? To) Period()
    {
        var from = Chance(60) ? AsOf.AddDays(-Between(0, 300)) : Chance(50) ? AsOf.AddDays(Between(0, 42)) : Day();
        var to = DayOrNone(40);
        return (from, to < from ? from : to);
    }

    public List<T> Many<T>(int most, Func<int, T?> throwOne) where T : class
    {
        var count = scale > 1 ? most * scale : Chance(45) ? 0 : Between(1, most);
        return [.. Enumerable.Range(0, count).Select(throwOne).OfType<T>()];
    }

    public List<T> Shuffled<T>(IEnumerable<T> items) => [.. items.OrderBy(_ => _random.Next())];

    public List<string> Some(int most, params string[] choices) => [.. Shuffled(choices).Take(Between(1, most))];
}
