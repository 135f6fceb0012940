namespace Sammenhaeng.Domain.Kernel;

/// <summary>Dates with both ends included; a missing end is open.</summary>
public sealed record Period
{
    private Period()
    {
    }

    public DateOnly From { get; private init; }

    public DateOnly? To { get; private init; }

    public static Period Of(DateOnly from, DateOnly? to = null) => to < from
        ? throw new ArgumentException($"A period cannot end ({to:yyyy-MM-dd}) before it starts ({from:yyyy-MM-dd}).", nameof(to))
        : new Period { From = from, To = to };

    public bool Covers(DateOnly day) => From <= day && day <= (To ?? DateOnly.MaxValue);

    public bool Overlaps(Period other) =>
        From <= (other.To ?? DateOnly.MaxValue) && other.From <= (To ?? DateOnly.MaxValue);
}
