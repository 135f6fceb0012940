using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>The frame around a page for whoever is signed in. Links show the way; the access step decides.</summary>
internal sealed class StaffShell(SignedInViewer viewers)
{
    public async Task<ShellViewer?> OfAsync(ClaimsPrincipal user) =>
        await viewers.FindAsync(user) is { IsPrivate: false } viewer ? new ShellViewer(viewer.Name, viewer.Roles, await viewers.UnreadAsync(user)) : null;
}

/// <param name="Unread">Notices, counted to 100.</param>
public sealed record ShellViewer(string Name, IReadOnlyList<string> Roles, int Unread)
{
    private static readonly (ShellLink Link, string[] Roles)[] All =
    [
        (new ShellLink("/", "nav.day"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/borgere", "nav.citizens"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/konflikter", "nav.conflicts"), [Domain.Staff.Roles.Caseworker, Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/moeder", "nav.meetings"), [Domain.Staff.Roles.Caseworker]),
        (new ShellLink("/akut-adgang/gennemgang", "nav.breakGlass"), [Domain.Staff.Roles.Leader, Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/logkontrol/vurdering", "nav.logControl"), [Domain.Staff.Roles.Leader]),
        (new ShellLink("/logkontrol/rapport", "nav.logControl"), [Domain.Staff.Roles.DataProtection]),
        (new ShellLink("/drift", "nav.operations"), [Domain.Staff.Roles.Administrator]),
        (new ShellLink("/drift/import", "nav.imports"), [Domain.Staff.Roles.Caseworker]),
    ];

    public IReadOnlyList<ShellLink> Links => [.. All.Where(one => one.Roles.Any(Roles.Contains)).Select(one => one.Link)];

    public bool CanFindCitizens => Roles.Contains(Domain.Staff.Roles.Caseworker);

    /// <summary>Whoever can look at citizens may be asked why.</summary>
    public bool IsAskedByLogControl => Roles.Any(role => role is Domain.Staff.Roles.Caseworker or Domain.Staff.Roles.Leader or Domain.Staff.Roles.DataProtection);

    public string RoleText(IStringLocalizer<Texts> texts) => string.Join(", ", Roles.Select(role => texts["role." + role].Value));
}

public sealed record ShellLink(string Href, string Key)
{
    public bool IsHere(string path) => Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
