namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A8: five CPR numbers without a hit within ten minutes.</summary>
public sealed class NumberProbingAlert : ILogAlertRule
{
    public const int Many = 5;

    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    public string Code => "A8";

    public IEnumerable<LogAlert> Find(ControlDay day)
    {
        foreach (var seen in day.ByUser)
        {
            var tries = seen.Where(access => access.Kind == AccessKind.NumberWithoutHit).ToList();
            if (Enumerable.Range(0, Math.Max(0, tries.Count - Many + 1)).Any(first => tries[first + Many - 1].At - tries[first].At <= Within))
            {
                yield return LogAlert.Of(Code, seen.Key, null, tries);
            }
        }
    }
}
