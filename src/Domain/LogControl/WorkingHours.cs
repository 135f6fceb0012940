using Sammenhaeng.Domain.BreakGlass;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>When most of a municipality works: workdays from 6 to 20, local time.</summary>
public static class WorkingHours
{
    public const int From = 6;
    public const int To = 20;

    public static bool IsOutside(DateTime local) => local.Hour is < From or >= To || !Workdays.Is(DateOnly.FromDateTime(local));
}
