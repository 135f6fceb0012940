using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Conflicts;

/// <summary>Conflicts of the viewer's citizens; for the data-protection contact the critical ones of everybody.</summary>
internal sealed class ConflictListModel(ISender sender, StaffShell shell, IStringLocalizer<Texts> texts) : PageModel
{
    private static readonly Dictionary<string, ListConflicts.Standing> Standings = new(StringComparer.Ordinal)
    {
        ["aabne"] = ListConflicts.Standing.Open,
        ["beholdte"] = ListConflicts.Standing.Accepted,
        ["lukkede"] = ListConflicts.Standing.Closed,
        ["alle"] = ListConflicts.Standing.All,
    };

    private static readonly Dictionary<string, ListConflicts.Order> Orders = new(StringComparer.Ordinal)
    {
        ["alvor"] = ListConflicts.Order.Severity,
        ["frist"] = ListConflicts.Order.Due,
        ["nyeste"] = ListConflicts.Order.Newest,
        ["borger"] = ListConflicts.Order.Citizen,
    };

    private static readonly Dictionary<string, ListConflicts.Age> Ages = new(StringComparer.Ordinal)
    {
        ["uge"] = ListConflicts.Age.Week,
        ["over-uge"] = ListConflicts.Age.OverWeek,
        ["over-maaned"] = ListConflicts.Age.OverMonth,
    };

    private const string Nobody = "ingen";

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

    /// <summary>A colleague's id, or the word for nobody.</summary>
    [BindProperty(SupportsGet = true, Name = "ansvarlig")]
    public string? Owner { get; set; }

    [BindProperty(SupportsGet = true, Name = "borger")]
    public Guid? Citizen { get; set; }

    [BindProperty(SupportsGet = true, Name = "alder")]
    public string? Age { get; set; }

    /// <summary>Every row of the page is ticked.</summary>
    [BindProperty(SupportsGet = true, Name = "marker")]
    public bool All { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "sorter")]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    public static IEnumerable<string> StandingNames => Standings.Keys;

    public static IEnumerable<string> OrderNames => Orders.Keys;

    public static IEnumerable<string> AgeNames => Ages.Keys;

    /// <summary>What came of taking several on; null where nobody has.</summary>
    public IReadOnlyList<AcknowledgeConflicts.Outcome>? Outcomes { get; private set; }

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
        await OpenAsync(cancellationToken);
        // What was handled meanwhile may have left fewer pages than there were.
        return View.Rows.Count == 0 && View.Page > 1 ? Redirect(Href([], 1)) : Page();
    }

    /// <summary>Takes on those that are ticked. The page comes back with what came of each; sent again it changes nothing more.</summary>
    public async Task<IActionResult> OnPostTakeAsync(CancellationToken cancellationToken)
    {
        var chosen = Input.Chosen.Select(Seen).OfType<AcknowledgeConflicts.Chosen>().Take(ListConflicts.DefaultSize).ToList();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("", texts["err.conflicts.none"]);
        }
        if (Input.Due is null && ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Due", texts["err.date.missing"]);
        }
        if (ModelState.IsValid)
        {
            Outcomes = (await sender.Send(new AcknowledgeConflicts(chosen, Input.Due!.Value), cancellationToken)).Value;
        }
        await OpenAsync(cancellationToken);
        return Outcomes is null ? ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest) : Page();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var page = Math.Clamp(PageNumber, 1, 10_000);
        var roles = (await shell.OfAsync(User))?.Roles ?? [];
        IsCriticalOnly = !roles.Contains(Roles.Caseworker) && roles.Contains(Roles.DataProtection);
        View = IsCriticalOnly
            ? await sender.Send(new ListCriticalConflicts(page), cancellationToken)
            : await sender.Send(new ListConflicts(Wanted(), Orders[OrderNow], page), cancellationToken);
        // By an area that is not one's own nothing is narrowed, and no link says that it was.
        Area = View.OwnAreas.Any(own => own.Code == Area) ? Area : null;
    }

    public bool IsTicked(ListConflicts.Row row) => All || Outcomes is null && Input.Chosen.Contains(Mark(row));

    /// <summary>The conflict as it was shown.</summary>
    public static string Mark(ListConflicts.Row row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id.Value}:{row.Revision}");

    private static AcknowledgeConflicts.Chosen? Seen(string mark) =>
        mark.Split(':') is [var id, var revision] && Guid.TryParse(id, out var conflict) && long.TryParse(revision, CultureInfo.InvariantCulture, out var seen)
            ? new AcknowledgeConflicts.Chosen(ConflictId.From(conflict), seen)
            : null;

    private ListConflicts.Filter Wanted() => new()
    {
        Scope = ScopeNames.Of(Scope),
        Standing = Standings[StandingNow],
        Severity = Severity,
        Rule = Known(Rule),
        Area = string.IsNullOrEmpty(Area) ? null : Area,
        OwnedByMe = OwnedByMe,
        Owner = Guid.TryParse(Owner, out var owner) ? UserId.From(owner) : null,
        OwnedByNobody = Owner == Nobody,
        Citizen = Citizen is { } citizen ? CitizenId.From(citizen) : null,
        Age = Age is null ? ListConflicts.Age.Any : Ages.GetValueOrDefault(Age),
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
        if (Owner == Nobody)
        {
            yield return ("conflicts.owner.nobody", "", Href(["ansvarlig"], 1));
        }
        else if (View.Owners.FirstOrDefault(owner => owner.Id.Value.ToString() == Owner) is { } owner)
        {
            yield return ("", owner.Name, Href(["ansvarlig"], 1));
        }
        if (Citizen is not null)
        {
            yield return View.Rows.Count > 0 ? ("", View.Rows[0].CitizenName, Href(["borger"], 1)) : ("conflicts.citizen.one", "", Href(["borger"], 1));
        }
        if (Age is not null && Ages.ContainsKey(Age))
        {
            yield return ("conflicts.age." + Age, "", Href(["alder"], 1));
        }
    }

    /// <summary>The page in another order.</summary>
    public string Sorted(string order) => Href(["sorter"], 1, ("sorter", order));

    public string OfCitizen(CitizenId citizen) => Href(["borger"], 1, ("borger", citizen.Value.ToString()));

    /// <summary>This page with every row ticked, for whoever has no script.</summary>
    public string AllTicked => Href([], View.Page, ("marker", "true"));

    public string Here => Href([], View.Page);

    private string Href(string[] without, int page, (string Name, string Value)? with = null)
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
            ["ansvarlig"] = Owner,
            ["borger"] = Citizen?.ToString(),
            ["alder"] = Age,
            ["side"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
        };
        var kept = query.Where(pair => !string.IsNullOrEmpty(pair.Value) && !without.Contains(pair.Key));
        return QueryHelpers.AddQueryString("/konflikter", with is { } more ? kept.Append(KeyValuePair.Create(more.Name, (string?)more.Value)) : kept);
    }

    internal sealed class InputModel
    {
        /// <summary>Marks of the rows that are ticked.</summary>
        public List<string> Chosen { get; set; } = [];

        public DateOnly? Due { get; set; }
    }
}
