namespace Sammenhaeng.Domain.LogControl.Alerts;

/// <summary>A5: more than three times as many citizens as on the own median day. Of few citizens, three times as many are few.</summary>
public sealed class VolumeAlert : ILogAlertRule
{
    public const int Times = 3;

    /// <summary>Citizens on a day below which nothing is told.</summary>
    public const int Few = 20;

    public string Code => "A5";

    public IEnumerable<LogAlert> Find(ControlDay day)
    {
        foreach (var seen in day.ByUser)
        {
            var looked = seen.Where(access => access is { Kind: AccessKind.Look, Citizen: not null }).ToList();
            var citizens = looked.Select(access => access.Citizen).Distinct().Count();
            var usual = day.Usual.GetValueOrDefault(seen.Key)?.MedianCitizens ?? 0;
            if (citizens > Few && citizens > Times * usual)
            {
                yield return LogAlert.Of(Code, seen.Key, null, looked);
            }
        }
    }
}
