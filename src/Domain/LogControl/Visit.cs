using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>Why a visit is in the sample.</summary>
public enum SampleGround : byte
{
    /// <summary>An alert, or emergency access: always.</summary>
    Alert,
    Unexplained,
    Explained,
}

/// <summary>What one member of staff looked at of one citizen on one day: what is drawn, asked about and judged.</summary>
/// <param name="Id">Of the first row of the log.</param>
/// <param name="At">Local time of it.</param>
/// <param name="User">Who.</param>
/// <param name="Citizen">Null for an alert that is about no single citizen.</param>
/// <param name="Ground">Which part of the draw it is in.</param>
/// <param name="Alerts">Codes, in the order of their numbers.</param>
public sealed record Visit(Guid Id, DateTime At, UserId User, CitizenId? Citizen, SampleGround Ground, IReadOnlyList<string> Alerts)
{
    /// <summary>The visits of a day, with what the alerts say of them: what is about many citizens is told at the first of them.</summary>
    public static IReadOnlyList<Visit> Of(ControlDay day, IReadOnlyList<LogAlert> alerts)
    {
        var byId = day.Accesses.ToDictionary(access => access.Id);
        var codes = alerts.ToLookup(
            alert => (alert.User, alert.Citizen ?? alert.Accesses.Select(id => byId[id].Citizen).FirstOrDefault(citizen => citizen is not null)),
            alert => alert.Code);
        return [.. from access in day.Accesses
                   group access by (access.User, access.Citizen) into seen
                   let told = codes[seen.Key].Distinct().ToList()
                   where told.Count > 0 || seen.Key.Citizen is not null && seen.Any(access => access.Kind is AccessKind.Look or AccessKind.Export)
                   select new Visit(seen.First().Id, seen.First().At, seen.Key.User, seen.Key.Citizen, GroundOf(seen, told.Count > 0), told)];
    }

    private static SampleGround GroundOf(IEnumerable<LoggedAccess> seen, bool isAlert) =>
        isAlert || seen.Any(access => access.IsBreakGlass) ? SampleGround.Alert
        : seen.All(access => access.IsExplained || access.Kind == AccessKind.Act) ? SampleGround.Explained
        : SampleGround.Unexplained;
}
