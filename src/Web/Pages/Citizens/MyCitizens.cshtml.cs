using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Citizens;

/// <summary>The viewer's citizens, and the search: what is searched for is posted, and stands in no address.</summary>
internal sealed class MyCitizensModel(ISender sender, SearchLimits limits) : PageModel
{
    private const int ShortestSuggested = 2;
    private const int SuggestedCitizens = 8;
    private const int SuggestedPlans = 5;

    private static readonly Dictionary<string, ListMyCitizens.Order> Orders = new(StringComparer.Ordinal)
    {
        ["navn"] = ListMyCitizens.Order.Name,
        ["konflikter"] = ListMyCitizens.Order.Conflicts,
        ["tid"] = ListMyCitizens.Order.NextAppointment,
    };

    [BindProperty(SupportsGet = true, Name = "vis")]
    public string? Scope { get; set; }

    [BindProperty(SupportsGet = true, Name = "omraade")]
    public string? Area { get; set; }

    [BindProperty(SupportsGet = true, Name = "konflikter")]
    public bool OnlyWithConflicts { get; set; }

    [BindProperty(SupportsGet = true, Name = "sorter")]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public static IEnumerable<string> OrderNames => Orders.Keys;

    public string ScopeNow => ScopeNames.Known(Scope);

    public string OrderNow => Sort is not null && Orders.ContainsKey(Sort) ? Sort : "navn";

    /// <summary>Null when something was searched for.</summary>
    public ListMyCitizens.View? View { get; private set; }

    /// <summary>Null when nothing was searched for.</summary>
    public SearchCitizens.View? Found { get; private set; }

    public Paging Paging => new(View!.Page, ListMyCitizens.Size, View.Total, Href);

    /// <summary>Not when there is a search: who would not be shown is not written down as shown.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var query = new ListMyCitizens(
            ScopeNames.Of(Scope), string.IsNullOrEmpty(Area) ? null : Area, OnlyWithConflicts, Orders[OrderNow], Math.Clamp(PageNumber, 1, 10_000));
        View = await sender.Send(query, cancellationToken);
        return View.Rows.Count == 0 && View.Page > 1 ? Redirect(Href(1)) : Page();
    }

    public async Task<IActionResult> OnPostFindAsync(string? find, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(find))
        {
            return Redirect("/borgere");
        }
        var search = SearchCitizens.For(find);
        limits.Take(HttpContext, isByCpr: search.Cpr is not null);
        Found = await sender.Send(search, cancellationToken);
        return Found is { Rows: [var only], InPlans.Rows.Count: 0, Likeness: not SearchCitizens.Likeness.Nearly } ? Redirect($"/borgere/{only.Id.Value}/plan") : Page();
    }

    /// <summary>The first of what is found, while somebody writes; a CPR number is looked up when it is asked for.</summary>
    public async Task<IActionResult> OnPostSuggestAsync(string? find, CancellationToken cancellationToken)
    {
        var text = find?.Trim() ?? "";
        if (text.Length < ShortestSuggested || SearchCitizens.For(text, SuggestedCitizens, SuggestedPlans) is not { Cpr: null } search || text.All(one => char.IsDigit(one) || one is '-' or ' '))
        {
            return Content("");
        }
        limits.TakeSuggestion(HttpContext);
        return Partial("_Suggestions", await sender.Send(search, cancellationToken));
    }

    private string Href(int page)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["vis"] = ScopeNow,
            ["sorter"] = OrderNow,
            ["omraade"] = Area,
            ["konflikter"] = OnlyWithConflicts ? "true" : null,
            ["side"] = page.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString("/borgere", query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
