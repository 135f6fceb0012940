namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A9: a citizen whom the user used to work with, more than two weeks after work last explained it.</summary>
public sealed class RelationEndedAlert : ILogAlertRule
{
    /// <summary>Days in which a case is handed over.</summary>
    public const int HandOverDays = 14;

    public string Code => "A9";

    public IEnumerable<LogAlert> Find(ControlDay day) =>
        from access in day.Accesses
        where access is { IsUnexplained: true, Citizen: not null }
            && day.LastExplained.TryGetValue((access.User, access.Citizen.Value), out var last) && last.AddDays(HandOverDays) < day.Day
        group access by (access.User, access.Citizen) into seen
        select LogAlert.Of(Code, seen.Key.User, seen.Key.Citizen, seen);
}
