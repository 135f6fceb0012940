namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A1: somebody looked for themselves, whether they were let in or not.</summary>
public sealed class OwnRecordAlert : ILogAlertRule
{
    public string Code => "A1";

    public IEnumerable<LogAlert> Find(ControlDay day) => KinAlerts.Find(day, Code, static kinship => kinship == Kinship.Self);
}
