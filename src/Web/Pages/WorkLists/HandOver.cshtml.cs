using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>What colleagues who have left still hold, given to one who is here, many things at once.</summary>
internal sealed class HandOverModel(ISender sender, IStringLocalizer<Texts> texts, TimeProvider clock) : PageModel
{
    private const int DaysAtFirst = 14;

    /// <summary>Who has left.</summary>
    [BindProperty(SupportsGet = true, Name = "fra")]
    public Guid? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "alle")]
    public bool All { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenHandOver.View View { get; private set; } = null!;

    /// <summary>What came of it; null where nothing has been given.</summary>
    public IReadOnlyList<HandOver.Outcome>? Outcomes { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input.Due = clock.Today().AddDays(DaysAtFirst);
        await OpenAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var chosen = Input.Chosen.Select(Seen).OfType<HandOver.Chosen>().ToList();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("", texts["err.handOver.none"]);
        }
        if (Input.To is null)
        {
            ModelState.AddModelError("Input.To", texts["err.handOver.to"]);
        }
        if (Input.Due is null && chosen.Exists(thing => thing.Which == "conflict"))
        {
            ModelState.AddModelError("Input.Due", texts["err.date.missing"]);
        }
        if (ModelState.IsValid && From is { } from)
        {
            Outcomes = (await sender.Send(new HandOver(UserId.From(from), UserId.From(Input.To!.Value), chosen, Input.Due), cancellationToken)).Value;
        }
        await OpenAsync(cancellationToken);
        return Outcomes is null ? ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest) : Page();
    }

    private async Task OpenAsync(CancellationToken cancellationToken) =>
        View = await sender.Send(new OpenHandOver(From is { } from ? UserId.From(from) : null), cancellationToken);

    public bool IsTicked(OpenHandOver.Thing thing) => All || Outcomes is null && Input.Chosen.Contains(Mark(thing));

    /// <summary>The thing as it was shown.</summary>
    public static string Mark(OpenHandOver.Thing thing) => string.Create(CultureInfo.InvariantCulture, $"{thing.Which}|{thing.Revision}|{thing.Id}");

    private static HandOver.Chosen? Seen(string mark) =>
        mark.Split('|', 3) is [var which, var revision, var id] && long.TryParse(revision, CultureInfo.InvariantCulture, out var seen)
            ? new HandOver.Chosen(which, id, seen)
            : null;

    public string Words(string which, string? words) => words is null ? texts["task.hidden.Ownerless." + which].Value
        : texts["handOver.thing." + which, which == "conflict" ? RuleText.Of(words).Title.In(Show.Language) : words].Value;

    public static string Href(OpenHandOver.Thing thing) => thing.Which switch
    {
        "conflict" => $"/konflikter/{thing.Id}",
        "coordinator" => $"/borgere/{thing.CitizenId.Value}/koordinator",
        "followUp" => $"/borgere/{thing.CitizenId.Value}/faelles",
        _ => $"/borgere/{thing.CitizenId.Value}/team#agreements",
    };

    internal sealed class InputModel
    {
        public List<string> Chosen { get; set; } = [];

        public Guid? To { get; set; }

        public DateOnly? Due { get; set; }
    }
}
