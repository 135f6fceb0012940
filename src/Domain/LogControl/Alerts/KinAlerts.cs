namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>What somebody did about a citizen who is close to them. Own work explains a namesake; it never explains the household.</summary>
internal static class KinAlerts
{
    public static IEnumerable<LogAlert> Find(ControlDay day, string code, Func<Kinship, bool> counts) =>
        from access in day.Accesses
        where access.Citizen is not null && day.Kin[access.Citizen.Value].Any(kin =>
            kin.User == access.User && counts(kin.Kinship) && (kin.Kinship != Kinship.Close || !access.IsExplained))
        group access by (access.User, access.Citizen) into seen
        select LogAlert.Of(code, seen.Key.User, seen.Key.Citizen, seen);
}
