using System.Collections.Frozen;

namespace Sammenhaeng.Application.Writing;

/// <summary>Between which times of a day appointments are looked for, by day of the week. A day that is not named is closed.</summary>
public sealed class OpeningHours
{
    /// <summary>Where the municipality has not said otherwise: Monday to Friday, 8 to 17.</summary>
    public static OpeningHours Usual { get; } = new(Enumerable.Range(1, 5).ToDictionary(day => (DayOfWeek)day, _ => (new TimeOnly(8, 0), new TimeOnly(17, 0))));

    private readonly FrozenDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> _days;

    public OpeningHours(IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly To)> days)
    {
        if (days.Count == 0 || days.Values.Any(day => day.To <= day.From))
        {
            throw new ArgumentException("There is a day that is open, and each closes after it opens.", nameof(days));
        }
        _days = days.ToFrozenDictionary();
    }

    /// <summary>Null when closed, as on public holidays.</summary>
    public (TimeOnly From, TimeOnly To)? On(DateOnly day) =>
        _days.TryGetValue(day.DayOfWeek, out var hours) && (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Domain.BreakGlass.Workdays.Is(day)) ? hours : null;

    /// <summary>On a day that somebody asks for although it is closed: as long as the longest day.</summary>
    public (TimeOnly From, TimeOnly To) WhenAskedFor => (_days.Values.Min(day => day.From), _days.Values.Max(day => day.To));
}
