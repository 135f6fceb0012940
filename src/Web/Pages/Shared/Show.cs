using System.Globalization;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>Dates, times and numbers as people read them, in the language of the request and by the business clock.</summary>
public sealed class Show(IStringLocalizer<Texts> texts, TimeProvider clock)
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    private static bool Danish => Culture.TwoLetterISOLanguageName == "da";

    /// <summary>Of the request.</summary>
    public static Language Language => Danish ? Language.Da : Language.En;

    /// <summary>The lang attribute of what has a Danish name alone; none on a Danish page.</summary>
    public static string? DanishName => Danish ? null : "da";

    public DateOnly Today => clock.Today();

    /// <summary>3. december 2026</summary>
    public string Date(DateOnly date) => date.ToString(Danish ? "d. MMMM yyyy" : "d MMMM yyyy", Culture);

    /// <summary>3. dec., with the year when it is another than today's.</summary>
    public string Short(DateOnly date) => date.ToString((Danish ? "d. MMM" : "d MMM") + (date.Year == Today.Year ? "" : " yyyy"), Culture);

    /// <summary>tirs. 1. dec.</summary>
    public string Day(DateOnly date) => date.ToString(Danish ? "ddd d. MMM" : "ddd d MMM", Culture);

    /// <summary>tirsdag 1. december</summary>
    public string LongDay(DateOnly date) => date.ToString(Danish ? "dddd d. MMMM" : "dddd d MMMM", Culture);

    /// <summary>9.00</summary>
    public string Clock(DateTime local) => local.ToString(Danish ? "H.mm" : "H:mm", CultureInfo.InvariantCulture);

    /// <summary>kl. 9.00–11.00</summary>
    public string Span(DateTime start, DateTime end) => texts["show.clock", $"{Clock(start)}–{Clock(end)}"];

    public string Moment(DateTimeOffset instant)
    {
        var local = LocalTime.Of(instant);
        return texts["show.moment", Relative(DateOnly.FromDateTime(local)), Clock(local)];
    }

    public string Period(Days days) => days switch
    {
        { IsOpenEnded: true } when days.From == DateOnly.MinValue => texts["show.always"],
        { IsOpenEnded: true } => texts["show.openPeriod", Date(days.From)],
        _ when days.From == days.To => LongDay(days.From),
        _ when days.From == DateOnly.MinValue => texts["show.until", Date(days.To)],
        _ when days.From.Year == days.To.Year => $"{days.From.ToString(Danish ? "d. MMMM" : "d MMMM", Culture)} – {Date(days.To)}",
        _ => $"{Date(days.From)} – {Date(days.To)}",
    };

    /// <summary>i dag, i morgen, i går, else the date.</summary>
    public string Relative(DateOnly date) => (date.DayNumber - Today.DayNumber) switch
    {
        0 => texts["show.today"],
        1 => texts["show.tomorrow"],
        -1 => texts["show.yesterday"],
        > 1 and < 7 => LongDay(date),
        _ => Date(date),
    };

    /// <summary>om 8 dage, i dag, for 3 dage siden</summary>
    /// <param name="date">The day told of.</param>
    /// <param name="from">The day it is seen from; today unless told.</param>
    public string Distance(DateOnly date, DateOnly? from = null) => (date.DayNumber - (from ?? Today).DayNumber) switch
    {
        0 => texts["show.today"],
        1 => texts["show.tomorrow"],
        -1 => texts["show.yesterday"],
        > 1 and var days => texts["show.inDays", days],
        var days => texts["show.daysAgo", -days],
    };

    public string Number(double number) => number.ToString("#,0.##", Culture);

    /// <summary>A list that was counted so far, and may be longer.</summary>
    public string Count(int number, bool isMore) => isMore ? texts["count.more", Number(number)].Value : Number(number);

    public string Number(long number) => number.ToString("#,0", Culture);

    public string Initials(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "" : string.Concat(parts[0][..1], parts.Length > 1 ? parts[^1][..1] : "").ToUpper(Culture);
    }

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], Culture) + text[1..];
}
