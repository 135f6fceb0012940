namespace Sammenhaeng.Domain.BreakGlass;

/// <summary>Days on which a Danish municipality works: not Saturdays, Sundays and public holidays, nor 5 June and 24 and 31 December.</summary>
public static class Workdays
{
    /// <summary>The day that is so many workdays after this one.</summary>
    public static DateOnly After(DateOnly day, int workdays)
    {
        while (workdays > 0)
        {
            day = day.AddDays(1);
            workdays -= Is(day) ? 1 : 0;
        }
        return day;
    }

    public static bool Is(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    private static bool IsHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (6, 5) or (12, 24) or (12, 25) or (12, 26) or (12, 31))
        {
            return true;
        }
        // Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday. Great Prayer Day is none since 2024.
        return (day.DayNumber - EasterOf(day.Year).DayNumber) is -3 or -2 or 1 or 39 or 50;
    }

    /// <summary>Easter Sunday of the Gregorian calendar, by the church's reckoning of the moon.</summary>
    private static DateOnly EasterOf(int year)
    {
        var century = year / 100;
        var golden = year % 19;
        var moon = (century - (century / 4) - (((8 * century) + 13) / 25) + (19 * golden) + 15) % 30;
        moon -= (moon / 28) * (1 - ((moon / 28) * (29 / (moon + 1)) * ((21 - golden) / 11)));
        var weekday = (year + (year / 4) + moon + 2 - century + (century / 4)) % 7;
        return new DateOnly(year, 3, 28).AddDays(moon - weekday);
    }
}
