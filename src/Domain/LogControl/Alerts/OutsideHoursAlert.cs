namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A7: a look that no work explains outside working hours, by somebody who does not work at such hours.</summary>
public sealed class OutsideHoursAlert : ILogAlertRule
{
    /// <summary>The share of a person's looks outside working hours from which on they are that person's hours.</summary>
    public const double Usual = 0.1;

    public string Code => "A7";

    public IEnumerable<LogAlert> Find(ControlDay day) =>
        from access in day.Accesses
        where access.IsUnexplained && WorkingHours.IsOutside(access.At) && (day.Usual.GetValueOrDefault(access.User)?.OutsideHours ?? 0) < Usual
        group access by access.User into seen
        select LogAlert.Of(Code, seen.Key, seen.Select(access => access.Citizen).Distinct().Count() == 1 ? seen.First().Citizen : null, seen);
}
