namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A2: the household, a former spouse or somebody else close, somebody with the same home, or of the same rare family name.</summary>
public sealed class HouseholdAlert : ILogAlertRule
{
    public string Code => "A2";

    public IEnumerable<LogAlert> Find(ControlDay day) => KinAlerts.Find(day, Code, static kinship => kinship != Kinship.Self);
}
