namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>
/// A4: more than three members of staff looked at one citizen within a day, none of them with work that explains it; or one of them at
/// somebody whom many are curious about.
/// </summary>
public sealed class ManyLookersAlert : ILogAlertRule
{
    public const int Most = 3;

    public string Code => "A4";

    public IEnumerable<LogAlert> Find(ControlDay day) =>
        from access in day.Accesses
        where access is { IsUnexplained: true, Citizen: not null }
        group access by access.Citizen into seen
        where day.WellKnown.Contains(seen.Key!.Value) || seen.Select(access => access.User).Distinct().Count() > Most
        from one in seen.GroupBy(access => access.User)
        select LogAlert.Of(Code, one.Key, seen.Key, one);
}
