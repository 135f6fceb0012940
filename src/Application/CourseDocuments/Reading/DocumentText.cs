namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>Dates, times and texts, straight from the bytes of the document.</summary>
internal static class DocumentText
{
    public const int FirstYear = 1800;
    public const int LastYear = 2200;

    public enum Parsed : byte { Good, Wrong, OutOfRange }

    /// <summary>Written <c>2026-10-05</c>.</summary>
    public static Parsed Date(ReadOnlySpan<byte> utf8, out DateOnly date)
    {
        date = default;
        if (utf8.Length != 10 || utf8[4] != '-' || utf8[7] != '-'
            || !Number(utf8[..4], out var year) || !Number(utf8.Slice(5, 2), out var month) || !Number(utf8[8..], out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return Parsed.Wrong;
        }
        date = new DateOnly(year, month, day);
        return year is < FirstYear or > LastYear ? Parsed.OutOfRange : Parsed.Good;
    }

    /// <summary>
    /// An instant with offset as RFC 3339 writes it. Kept in whole microseconds, as the database does, so that a time compares
    /// equal to itself when it comes back. Leap seconds are refused: no clock here has them.
    /// </summary>
    public static Parsed Instant(ReadOnlySpan<byte> utf8, out DateTime utc)
    {
        utc = default;
        var parsed = Date(utf8.Length < 20 ? [] : utf8[..10], out var date);
        if (parsed == Parsed.Wrong || utf8[10] is not ((byte)'T' or (byte)'t') || utf8[13] != ':' || utf8[16] != ':'
            || !Number(utf8.Slice(11, 2), out var hour) || hour > 23
            || !Number(utf8.Slice(14, 2), out var minute) || minute > 59
            || !Number(utf8.Slice(17, 2), out var second) || second > 59)
        {
            return Parsed.Wrong;
        }
        var rest = utf8[19..];
        if (!Fraction(ref rest, out var microseconds) || !Offset(rest, out var offset))
        {
            return Parsed.Wrong;
        }
        if (parsed == Parsed.OutOfRange)
        {
            return Parsed.OutOfRange;
        }
        var local = date.ToDateTime(new TimeOnly(hour, minute, second), DateTimeKind.Utc);
        utc = local.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).AddMinutes(-offset);
        return Parsed.Good;
    }

    /// <summary>Two digits, a colon, two digits.</summary>
    public static TimeOnly Clock(string text) => new(((text[0] - '0') * 10) + text[1] - '0', ((text[3] - '0') * 10) + text[4] - '0');

    /// <summary>How many characters (Unicode code points) there are.</summary>
    public static int Length(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var b in utf8)
        {
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }

    /// <summary>
    /// Whether an escaped text can be kept: no NUL, and no half of a surrogate pair. JSON's grammar lets both through.
    /// </summary>
    public static bool CanBeKept(ReadOnlySpan<byte> escaped)
    {
        for (var at = escaped.IndexOf((byte)'\\'); at >= 0 && at < escaped.Length; at++)
        {
            if (escaped[at] != '\\')
            {
                continue;
            }
            at++;
            if (escaped[at] != 'u')
            {
                continue;
            }
            var unit = Hex(escaped[(at + 1)..]);
            at += 4;
            if (unit == 0 || unit is >= 0xDC00 and <= 0xDFFF)
            {
                return false;
            }
            if (unit is >= 0xD800 and <= 0xDBFF)
            {
                var low = escaped[(at + 1)..];
                if (low.Length < 6 || low[0] != '\\' || low[1] != 'u' || Hex(low[2..]) is < 0xDC00 or > 0xDFFF)
                {
                    return false;
                }
                at += 6;
            }
        }
        return true;
    }

    private static int Hex(ReadOnlySpan<byte> four)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = four[i] | 0x20;
            value = (value * 16) + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return value;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var b in digits)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            number = (number * 10) + b - '0';
        }
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int microseconds)
    {
        microseconds = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }
        rest = rest[1..];
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0)
        {
            return false;
        }
        for (var i = 0; i < 6; i++)
        {
            microseconds = (microseconds * 10) + (i < digits ? rest[i] - '0' : 0);
        }
        rest = rest[digits..];
        return true;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1)
        {
            return rest[0] is (byte)'Z' or (byte)'z';
        }
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':'
            || !Number(rest.Slice(1, 2), out var hour) || hour > 23 || !Number(rest[4..], out var minute) || minute > 59)
        {
            return false;
        }
        minutes = ((hour * 60) + minute) * (rest[0] == '-' ? -1 : 1);
        return true;
    }
}
