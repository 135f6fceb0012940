namespace Sammenhaeng.Application.Clock;

/// <summary>The days as of which a course may be judged: wide enough for everybody alive, and far from where dates end.</summary>
public static class AsOf
{
    public static readonly DateOnly First = new(1900, 1, 1);
    public static readonly DateOnly Last = new(2200, 12, 31);
}
