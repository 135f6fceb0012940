namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A3: a colleague, or somebody of a colleague's household, without work that explains it.</summary>
public sealed class ColleagueAlert : ILogAlertRule
{
    public string Code => "A3";

    public IEnumerable<LogAlert> Find(ControlDay day) =>
        from access in day.Accesses
        where access is { Citizen: not null, IsExplained: false } and not { Kind: AccessKind.Act }
            && day.Kin[access.Citizen.Value].Any(kin => kin.User != access.User && kin.Kinship is Kinship.Self or Kinship.Household)
            && day.Kin[access.Citizen.Value].All(kin => kin.User != access.User)
        group access by (access.User, access.Citizen) into seen
        select LogAlert.Of(Code, seen.Key.User, seen.Key.Citizen, seen);
}
