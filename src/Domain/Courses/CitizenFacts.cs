namespace Sammenhaeng.Domain.Courses;

/// <summary>The facts of the citizen that rules compare.</summary>
public struct CitizenFacts
{
    public DateOnly BirthDate;
    public Protection Protection;
    public string? HomePlace;
    public DateOnly? CoordinatorDeclinedUntil;
    public DateOnly? LastContactOn;
    public int? InPersonPerWeek;
    public int? InPersonPerDay;
    public int? ActiveContacts;
    public bool PrefersBundledDays;

    /// <summary>Calendar birthday; 29 February is kept on 1 March in other years.</summary>
    public readonly DateOnly Birthday(int age)
    {
        var year = BirthDate.Year + age;
        return BirthDate is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year)
            ? new DateOnly(year, 3, 1)
            : new DateOnly(year, BirthDate.Month, BirthDate.Day);
    }

    /// <summary>Whole years on a day.</summary>
    public readonly int AgeOn(DateOnly day)
    {
        var years = day.Year - BirthDate.Year;
        return years > 0 && Birthday(years) > day ? years - 1 : years;
    }
}
