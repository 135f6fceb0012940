using System.Diagnostics.CodeAnalysis;

namespace Sammenhaeng.Domain.Citizens;

/// <summary>
/// A CPR number or a replacement number (erstatningspersonnummer): ten characters, kept without the hyphen, so that both
/// ways of writing are one number. Modulus 11 is not asked for: numbers without it have been given out since 2007.
/// A replacement number has letters, or 60 added to the day.
/// </summary>
public readonly record struct Cpr
{
    private Cpr(string digits) => Digits = digits;

    /// <summary>The number itself. Only for keys and ciphertext; people are shown <see cref="Masked"/>.</summary>
    public string Digits { get; }

    public bool IsReplacement => Digits.AsSpan(6).ContainsAnyInRange('A', 'Z') || Digits[0] >= '6';

    /// <summary>The day and year with the last four characters hidden, for a page that must tell two people apart.</summary>
    public string Masked => string.Concat(Digits.AsSpan(0, 6), "-••••");

    /// <summary>The birth date as the number tells it, the century by the seventh digit; null for a replacement number.</summary>
    public DateOnly? BirthDate => IsReplacement ? null : DateOf(Digits, CenturyOf(Digits));

    public static bool TryParse([NotNullWhen(true)] string? text, out Cpr cpr)
    {
        cpr = default;
        var digits = text?.Length == 11 && text[6] == '-' ? text.Remove(6, 1) : text;
        if (digits is not { Length: 10 }
            || digits.AsSpan(0, 6).ContainsAnyExceptInRange('0', '9')
            || !IsSerial(digits.AsSpan(6))
            || !HasDatePart(digits))
        {
            return false;
        }
        cpr = new Cpr(digits);
        return true;
    }

    public static Cpr Parse(string text) =>
        TryParse(text, out var cpr) ? cpr : throw new FormatException("That is not a CPR number.");

    /// <summary>
    /// Whether the six digits of the date part say this day; the century is left to the birth date, which is told beside the
    /// number. A replacement number says nothing about the birth date.
    /// </summary>
    public bool AgreesWith(DateOnly birthDate) => IsReplacement
        || (Two(Digits, 0) == birthDate.Day && Two(Digits, 2) == birthDate.Month && Two(Digits, 4) == birthDate.Year % 100);

    /// <summary>Never the number itself: this is what a log line or an exception would show.</summary>
    public override string ToString() => "CPR";

    private static bool IsSerial(ReadOnlySpan<char> serial)
    {
        foreach (var c in serial)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
            {
                return false;
            }
        }
        return true;
    }

    private static bool HasDatePart(string digits)
    {
        // The seventh character of a replacement number tells no century, so any that has the day will do.
        var replacement = digits[0] >= '6' || digits.AsSpan(6).ContainsAnyInRange('A', 'Z');
        return replacement
            ? DateOf(digits, 2000) is not null || DateOf(digits, 1900) is not null
            : DateOf(digits, CenturyOf(digits)) is not null;
    }

    private static DateOnly? DateOf(string digits, int century)
    {
        var day = Two(digits, 0);
        day = day > 60 ? day - 60 : day;
        var month = Two(digits, 2);
        var year = century + Two(digits, 4);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    /// <summary>CPR-kontoret's table: 0–3 is 19xx; 4 and 9 is 20xx to the year 36; 5–8 is 20xx to the year 57, else 18xx.</summary>
    private static int CenturyOf(string digits) => (digits[6], Two(digits, 4)) switch
    {
        ( <= '3', _) => 1900,
        ('4' or '9', <= 36) => 2000,
        ('4' or '9', _) => 1900,
        (_, <= 57) => 2000,
        _ => 1800,
    };

    private static int Two(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
