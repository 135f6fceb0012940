namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A10: all that is known of more than three citizens taken out in one day.</summary>
public sealed class ExportAlert : ILogAlertRule
{
    public const int Most = 3;

    public string Code => "A10";

    public IEnumerable<LogAlert> Find(ControlDay day) =>
        from access in day.Accesses
        where access.Kind == AccessKind.Export
        group access by access.User into seen
        where seen.Select(access => access.Citizen).Distinct().Count() > Most
        select LogAlert.Of(Code, seen.Key, null, seen);
}
