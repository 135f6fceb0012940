using System.Diagnostics.CodeAnalysis;

namespace Sammenhaeng.Domain.Citizens;

/// <summary>
/// A CPR number or a replacement number, written without hyphen. Modulus 11 is not asked for: numbers without it
/// have been given out since 2007. A replacement number has letters, or 60 added to the day.
/// </summary>
public readonly record struct Cpr
{
    private Cpr(string digits) => Digits = digits;

    public string Digits { get; }

    public bool IsReplacement => Digits.AsSpan(6).IndexOfAnyInRange('A', 'Z') >= 0 || Digits[0] >= '6';

    public static bool TryParse([NotNullWhen(true)] string? text, out Cpr cpr)
    {
        cpr = default;
        var digits = text?.Length == 11 && text[6] == '-' ? text.Remove(6, 1) : text;
        if (digits is not { Length: 10 } || !HasDatePart(digits))
        {
            return false;
        }

        for (var i = 6; i < 10; i++)
        {
            if (!char.IsAsciiDigit(digits[i]) && !char.IsAsciiLetterUpper(digits[i]))
            {
                return false;
            }
        }

        cpr = new Cpr(digits);
        return true;
    }

    public static Cpr Parse(string text) =>
        TryParse(text, out var cpr) ? cpr : throw new FormatException("That is not a CPR number.");

    /// <summary>Does the date part say this day? A replacement number says nothing about the birth date.</summary>
    public bool AgreesWith(DateOnly birthDate) =>
        IsReplacement || Digits.AsSpan(0, 6).SequenceEqual(birthDate.ToString("ddMMyy", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Never the number itself: this is what a log line or an exception would show.</summary>
    public override string ToString() => "CPR";

    private static bool HasDatePart(string digits)
    {
        for (var i = 0; i < 6; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                return false;
            }
        }

        var day = Number(digits, 0);
        var month = Number(digits, 2);
        day = day > 60 ? day - 60 : day;
        // The century is not in the date part alone; 2000 lets 29 February through, the birth date decides the rest.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month);
    }

    private static int Number(string digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
