using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>The frame around a page for whoever is signed in. Links show the way; the access step decides.</summary>
internal sealed class StaffShell(SignedInViewer viewers, IMemoryCache memory)
{
    /// <summary>To count them anew for every page would cost more than the number is worth; Min dag and the list itself do.</summary>
    private static readonly TimeSpan TasksAreRemembered = TimeSpan.FromMinutes(5);

    public async Task<ShellViewer?> OfAsync(ClaimsPrincipal user) =>
        await viewers.FindAsync(user) is { IsPrivate: false } viewer
            ? new ShellViewer(viewer.Name, viewer.Roles, await viewers.UnreadAsync(user)) { Tasks = memory.TryGetValue(KeyOf(user), out int tasks) ? tasks : null }
            : null;

    public void RememberTasks(ClaimsPrincipal user, int number) => memory.Set(KeyOf(user), number, TasksAreRemembered);

    /// <summary>Something was done: the number is another one, or may be.</summary>
    public void ForgetTasks(ClaimsPrincipal user) => memory.Remove(KeyOf(user));

    private static (string, string?) KeyOf(ClaimsPrincipal user) => (nameof(StaffShell), user.FindFirst("sub")?.Value);
}

/// <param name="Unread">Notices, counted to 100.</param>
public sealed record ShellViewer(string Name, IReadOnlyList<string> Roles, int Unread)
{
    /// <summary>How many tasks wait; null where that has not been counted lately.</summary>
    public int? Tasks { get; init; }

    private static readonly (ShellLink Link, string[] Roles)[] All =
    [
        (new ShellLink("/", "nav.day"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/opgaver", "nav.tasks"), [Domain.Staff.Roles.Caseworker, Domain.Staff.Roles.Leader, Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/borgere", "nav.citizens"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/koordinator", "nav.load"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/koordinatorer", "nav.areaLoad"), [Domain.Staff.Roles.Leader]),
        (new ShellLink("/konflikter", "nav.conflicts"), [Domain.Staff.Roles.Caseworker, Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/moeder", "nav.meetings"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/akut-adgang/gennemgang", "nav.breakGlass"), [Domain.Staff.Roles.Leader, Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/logkontrol/vurdering", "nav.logControl"), [Domain.Staff.Roles.Leader]),
        (new ShellLink("/logkontrol/rapport", "nav.logControl"), [Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/drift", "nav.operations"), [Domain.Staff.Roles.Administrator]),
        (new ShellLink("/drift/import", "nav.imports"), [Domain.Staff.Roles.Caseworker]),
    ];

    public IReadOnlyList<ShellLink> Links => [.. All.Where(one => one.Roles.Any(Roles.Contains)).Select(one => one.Link.Href == "/opgaver" ? one.Link with { Number = Tasks } : one.Link)];

    public bool CanFindCitizens => Roles.Contains(Domain.Staff.Roles.Caseworker);

    /// <summary>Whoever can look at citizens may be asked why.</summary>
    public bool IsAskedByLogControl => Roles.Any(role => role is Domain.Staff.Roles.Caseworker or Domain.Staff.Roles.Leader or Domain.Staff.Roles.DataProtection);

    public string RoleText(IStringLocalizer<Texts> texts) => string.Join(", ", Roles.Select(role => texts["role." + role].Value));
}

public sealed record ShellLink(string Href, string Key)
{
    /// <summary>How many things are behind it; null where it has no number.</summary>
    public int? Number { get; init; }

    public bool IsHere(string path) => Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
