using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>All that waits for whoever is signed in, each with the way to where it is done.</summary>
internal sealed class TasksModel(ISender sender, StaffShell shell, IStringLocalizer<Texts> texts) : PageModel
{
    private static readonly Dictionary<string, TaskKind> Kinds = new(StringComparer.Ordinal)
    {
        ["konflikt"] = TaskKind.Conflict,
        ["aftale"] = TaskKind.Agreement,
        ["opfoelgning"] = TaskKind.FollowUp,
        ["forslag"] = TaskKind.Proposal,
        ["koordinator"] = TaskKind.Coordinator,
        ["paaroerende"] = TaskKind.Relative,
        ["samtykke"] = TaskKind.Consent,
        ["logkontrol"] = TaskKind.LogControl,
        ["akut"] = TaskKind.Emergency,
        ["uden-ansvarlig"] = TaskKind.Ownerless,
    };

    private static readonly Dictionary<string, ListTasks.DueBy> Dues = new(StringComparer.Ordinal)
    {
        ["alle"] = ListTasks.DueBy.Any,
        ["overskredet"] = ListTasks.DueBy.Passed,
        ["i-dag"] = ListTasks.DueBy.Today,
        ["en-uge"] = ListTasks.DueBy.Week,
        ["ingen"] = ListTasks.DueBy.None,
    };

    [BindProperty(SupportsGet = true, Name = "slags")]
    public string? KindName { get; set; }

    [BindProperty(SupportsGet = true, Name = "frist")]
    public string? Due { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public static IEnumerable<KeyValuePair<string, TaskKind>> KindNames => Kinds;

    public static IEnumerable<string> DueNames => Dues.Keys;

    public TaskKind? Kind => KindName is not null && Kinds.TryGetValue(KindName, out var kind) ? kind : null;

    public string DueNow => Due is not null && Dues.ContainsKey(Due) ? Due : "alle";

    public ListTasks.View View { get; private set; } = null!;

    /// <summary>Whoever works with the citizens gives what somebody left to another; a leader sees no citizen.</summary>
    public bool CanHandOver { get; private set; }

    public Paging Paging => new(View.Page, ListTasks.Size, View.Total, page => Href([], page));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        View = await sender.Send(new ListTasks(Kind, Dues[DueNow], Math.Clamp(PageNumber, 1, 10_000)), cancellationToken);
        shell.RememberTasks(User, View.All);
        CanHandOver = (await shell.OfAsync(User))?.Roles.Contains(Domain.Staff.Roles.Caseworker) == true;
        return View.Rows.Count == 0 && View.Page > 1 ? Redirect(Href([], 1)) : Page();
    }

    /// <summary>The filters that are set, each with the page without it.</summary>
    public IEnumerable<(string Text, string Href)> Chosen()
    {
        if (Kind is { } kind)
        {
            yield return (texts["task.kind." + kind], Href(["slags"], 1));
        }
        if (DueNow != "alle")
        {
            yield return (texts["tasks.due." + DueNow], Href(["frist"], 1));
        }
    }

    private string Href(string[] without, int page)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["slags"] = Kind is null ? null : KindName,
            ["frist"] = DueNow == "alle" ? null : DueNow,
            ["side"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/opgaver", query.Where(pair => !string.IsNullOrEmpty(pair.Value) && !without.Contains(pair.Key)));
    }
}
