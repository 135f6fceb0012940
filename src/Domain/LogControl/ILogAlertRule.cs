using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.LogControl;

/// <summary>Something in the log that a person must look at. It says that, and not that anything was wrong.</summary>
/// <param name="Code">A1 to A10.</param>
/// <param name="User">Who did it.</param>
/// <param name="Citizen">Null where it is about no single citizen.</param>
/// <param name="Accesses">Ids of the rows, the first first.</param>
public sealed record LogAlert(string Code, UserId User, CitizenId? Citizen, IReadOnlyList<Guid> Accesses)
{
    internal static LogAlert Of(string code, UserId user, CitizenId? citizen, IEnumerable<LoggedAccess> accesses) =>
        new(code, user, citizen, [.. accesses.Select(access => access.Id)]);
}

/// <summary>One pattern that is looked for in every day of the log. A new one is a file, a test and a text <c>logAlert.CODE</c>.</summary>
public interface ILogAlertRule
{
    /// <summary>Kept with every alert; never changed.</summary>
    string Code { get; }

    IEnumerable<LogAlert> Find(ControlDay day);
}

public static class LogAlerts
{
    /// <summary>Every pattern there is, in the order of their numbers.</summary>
    public static IReadOnlyList<ILogAlertRule> All { get; } =
    [
        .. typeof(ILogAlertRule).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ILogAlertRule)))
            .Select(type => (ILogAlertRule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Code.Length).ThenBy(rule => rule.Code, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<LogAlert> In(ControlDay day) => [.. All.SelectMany(rule => rule.Find(day))];
}
