namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A6: many citizens looked at in one day that no work explains, and nothing done for any of them.</summary>
public sealed class NoActionAlert : ILogAlertRule
{
    /// <summary>Citizens on a day from which on it is told.</summary>
    public const int Many = 5;

    public string Code => "A6";

    public IEnumerable<LogAlert> Find(ControlDay day)
    {
        foreach (var seen in day.ByUser)
        {
            var helped = seen.Where(access => access.Kind == AccessKind.Act).Select(access => access.Citizen).ToHashSet();
            var looked = seen.Where(access => access is { IsUnexplained: true, IsBreakGlass: false } && !helped.Contains(access.Citizen)).ToList();
            if (looked.Select(access => access.Citizen).Distinct().Count() >= Many)
            {
                yield return LogAlert.Of(Code, seen.Key, null, looked);
            }
        }
    }
}
