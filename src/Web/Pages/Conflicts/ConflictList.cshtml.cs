using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Conflicts;

/// <summary>Conflicts of the viewer's citizens; for the data-protection contact the critical ones of everybody.</summary>
internal sealed class ConflictListModel(ISender sender, StaffShell shell) : PageModel
{
    private static readonly Dictionary<string, ListConflicts.Standing> Standings = new(StringComparer.Ordinal)
    {
        ["aabne"] = ListConflicts.Standing.Open, ["beholdte"] = ListConflicts.Standing.Accepted,
        ["lukkede"] = ListConflicts.Standing.Closed, ["alle"] = ListConflicts.Standing.All,
    };

    private static readonly Dictionary<string, ListConflicts.Order> Orders = new(StringComparer.Ordinal)
    {
        ["alvor"] = ListConflicts.Order.Severity, ["frist"] = ListConflicts.Order.Due,
        ["nyeste"] = ListConflicts.Order.Newest, ["borger"] = ListConflicts.Order.Citizen,
    };

    [BindProperty(SupportsGet = true, Name = "vis")]
    public string? Scope { get; set; }

    [BindProperty(SupportsGet = true, Name = "status")]
    public string? Standing { get; set; }

    [BindProperty(SupportsGet = true, Name = "alvor")]
    public string? SeverityLetter { get; set; }

    [BindProperty(SupportsGet = true, Name = "regel")]
    public string? Rule { get; set; }

    [BindProperty(SupportsGet = true, Name = "omraade")]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true, Name = "egne")]
    public bool OwnedByMe { get; set; }

    [BindProperty(SupportsGet = true, Name = "sorter")]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public static IEnumerable<string> StandingNames => Standings.Keys;

    public static IEnumerable<string> OrderNames => Orders.Keys;

    public string ScopeNow => ScopeNames.Known(Scope);

    public string StandingNow => Standing is not null && Standings.ContainsKey(Standing) ? Standing : "aabne";

    public string OrderNow => Sort is not null && Orders.ContainsKey(Sort) ? Sort : "alvor";

    public Severity? Severity => Enum.TryParse<Severity>(SeverityLetter, out var severity) && Enum.IsDefined(severity) ? severity : null;

    /// <summary>The viewer is the data-protection contact, who has no citizens but receives what is critical.</summary>
    public bool IsCriticalOnly { get; private set; }

    public ListConflicts.View View { get; private set; } = null!;

    public Paging Paging => new(View.Page, View.Size, View.Total, page => Href([], page));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var page = Math.Clamp(PageNumber, 1, 10_000);
        var roles = (await shell.OfAsync(User))?.Roles ?? [];
        IsCriticalOnly = !roles.Contains(Roles.Caseworker) && roles.Contains(Roles.DataProtection);
        View = IsCriticalOnly
            ? await sender.Send(new ListCriticalConflicts(page), cancellationToken)
            : await sender.Send(new ListConflicts(Wanted(), Orders[OrderNow], page), cancellationToken);
        // What was handled meanwhile may have left fewer pages than there were.
        return View.Rows.Count == 0 && page > 1 ? Redirect(Href([], 1)) : Page();
    }

    private ListConflicts.Filter Wanted() => new()
    {
        Scope = ScopeNames.Of(Scope),
        Standing = Standings[StandingNow],
        Severity = Severity,
        Rule = Known(Rule),
        Area = string.IsNullOrEmpty(Area) ? null : Area,
        OwnedByMe = OwnedByMe,
    };

    private static string? Known(string? rule) => ConflictEngine.AllRules.Any(known => known.Key == rule) ? rule : null;

    /// <summary>The filters that are set, each with the page without it.</summary>
    public IEnumerable<(string Key, string Argument, string Href)> Chosen()
    {
        if (Severity is { } severity)
        {
            yield return ("severity." + severity, "", Href(["alvor"], 1));
        }
        if (Known(Rule) is { } rule)
        {
            yield return ("", RuleText.Of(rule).Title.In(Show.Language), Href(["regel"], 1));
        }
        if (!string.IsNullOrEmpty(Area))
        {
            yield return ("", View.OwnAreas.FirstOrDefault(area => area.Code == Area)?.Name ?? Area, Href(["omraade"], 1));
        }
        if (OwnedByMe)
        {
            yield return ("conflicts.owned", "", Href(["egne"], 1));
        }
    }

    private string Href(string[] without, int page)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["vis"] = ScopeNow,
            ["status"] = StandingNow,
            ["sorter"] = OrderNow,
            ["alvor"] = Severity?.ToString(),
            ["regel"] = Known(Rule),
            ["omraade"] = Area,
            ["egne"] = OwnedByMe ? "true" : null,
            ["side"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        return QueryHelpers.AddQueryString("/konflikter", query.Where(pair => !string.IsNullOrEmpty(pair.Value) && !without.Contains(pair.Key)));
    }
}
