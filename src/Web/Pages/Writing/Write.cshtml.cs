using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Writing;

/// <summary>
/// Something new of a plan, or a change of it, held against the rest of the plan while it is written. What causes a high conflict is saved
/// when that has been looked at; what somebody else has changed meanwhile is shown beside what was written here.
/// </summary>
public sealed class WriteModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    private const string Prefix = "f.";

    private WrittenValues? _typed;

    [BindProperty(SupportsGet = true, Name = "slug")]
    public string? Slug { get; set; }

    [BindProperty(SupportsGet = true, Name = "item")]
    public string? Item { get; set; }

    [BindProperty(SupportsGet = true, Name = "omraade")]
    public string? Area { get; set; }

    /// <summary>What a new plan begins from.</summary>
    [BindProperty(SupportsGet = true, Name = "plantype")]
    public string? PlanType { get; set; }

    /// <summary>Of something new, made with the form: sent twice it is one.</summary>
    [BindProperty]
    public string? NewId { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public bool IsSeenThrough { get; set; }

    public OpenItem.View Form { get; private set; } = null!;

    public WrittenKind Kind => WrittenSlugs.KindOf(Slug) ?? WrittenKind.Plan;

    public WrittenValues Values { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public PreviewChange.Answer? Told { get; private set; }

    /// <summary>Null where no time has been looked for.</summary>
    public FindTimes.Answer? Found { get; private set; }

    /// <summary>It would cause what has not been looked at: the page asks before it is saved.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Somebody else has written a version since: the fields that are otherwise there.</summary>
    public IReadOnlyList<WrittenField> Otherwise { get; private set; } = [];

    public string Id => Item ?? NewId!;

    protected override string StaleText => "written.stale";

    private bool IsPart => Request.Headers.ContainsKey("HX-Request") && Request.Query["handler"] == "Check";

    /// <summary>The box beside the form needs none of what stands around it.</summary>
    protected override Task LoadAsync(CancellationToken cancellationToken) => IsPart ? Task.CompletedTask : base.LoadAsync(cancellationToken);

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Form = await Sender.Send(new OpenItem(CitizenId, Kind, Area, Item, Language, PlanType), cancellationToken);
        (Area, Values) = (Form.Area, Form.Draft?.Values ?? Form.Values);
        if (HttpMethods.IsGet(Request.Method))
        {
            (NewId, Seen) = (Form.Draft?.NewId ?? Guid.NewGuid().ToString("N"), Form.Draft?.Seen ?? Form.Seen);
        }
    }

    public IActionResult OnGet() => WrittenSlugs.KindOf(Slug) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        if (WrittenSlugs.KindOf(Slug) is null)
        {
            return NotFound();
        }
        Values = Typed();
        var answer = await Sender.Send(new CheckItem(CitizenId, Item, Area ?? "", Id, Seen, Values), cancellationToken);
        if (!answer.Succeeded)
        {
            return this.Refused(answer.Refusal);
        }
        Told = answer.Value.Told;
        Tell(answer.Value.Errors);
        return IsPart ? Partial("_Check", this) : Page();
    }

    public async Task<IActionResult> OnPostFindAsync(CancellationToken cancellationToken)
    {
        if (Kind != WrittenKind.Appointment)
        {
            return NotFound();
        }
        Values = Typed();
        Found = await Sender.Send(new FindTimes(CitizenId, Form.Area, Id, Values), cancellationToken);
        Tell(Found.Errors);
        return Found.Errors.Count > 0 ? ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest) : Page();
    }

    /// <summary>The same in every language.</summary>
    public static string Written(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Puts a time that was found into the form, and checks it like any other.</summary>
    public Task<IActionResult> OnPostUseAsync(DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        _typed = Typed().With("day", start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .With("startAt", start.ToString("HH:mm", CultureInfo.InvariantCulture)).With("endAt", end.ToString("HH:mm", CultureInfo.InvariantCulture));
        return OnPostCheckAsync(cancellationToken);
    }

    /// <summary>Comes from a conflict: what is saved, or the draft, with a time that was found, checked like any other; without one, as it is.</summary>
    public Task<IActionResult> OnPostMoveAsync(DateTime? start, DateTime? end, CancellationToken cancellationToken)
    {
        if (Item is null)
        {
            return Task.FromResult<IActionResult>(NotFound());
        }
        (_typed, NewId, Seen) = (Values, Form.Draft?.NewId ?? Item, Form.Draft?.Seen ?? Form.Seen);
        return start is { } from && end is { } to ? OnPostUseAsync(from, to, cancellationToken) : OnPostCheckAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        if (WrittenSlugs.KindOf(Slug) is null)
        {
            return NotFound();
        }
        Values = Typed();
        var saved = await Sender.Send(new WriteItem(CitizenId, Form.Area, Id, Seen, Values, IsSeenThrough), cancellationToken);
        if (!saved.Succeeded)
        {
            return this.Refused(saved.Refusal);
        }
        switch (saved.Value.Result)
        {
            case WriteResult.Saved:
                TempData["Done"] = "written.done";
                return Redirect($"/borgere/{CitizenId.Value}/skriv");
            case WriteResult.Held:
                (IsHeld, Told) = (true, saved.Value.Told);
                return Page();
            case WriteResult.Stale:
                return await CompareAsync(cancellationToken);
            default:
                Tell(saved.Value.Errors);
                return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellationToken)
    {
        await Sender.Send(new DropDraft(CitizenId, Kind, Item), cancellationToken);
        return Redirect($"/borgere/{CitizenId.Value}/skriv/{Slug}{(Item is null ? "" : "/" + Item)}?omraade={Form.Area}");
    }

    public Task<IActionResult> OnPostUndoAsync(CancellationToken cancellationToken) =>
        DoAsync(new UndoItem(CitizenId, Kind, Form.Area, Id, Seen), _ => ("written.done.undone", "skriv"), cancellationToken);

    /// <summary>Both are there until somebody chooses: what was typed stays in the form, and what the other wrote stands beside it.</summary>
    private async Task<IActionResult> CompareAsync(CancellationToken cancellationToken)
    {
        Form = await Sender.Send(new OpenItem(CitizenId, Kind, Area, Id, Language), cancellationToken);
        Otherwise = [.. WrittenForms.Of(Kind).Where(field => !Shown(field, Values).SequenceEqual(Shown(field, Form.Values)))];
        (Item, Seen) = (Id, Form.Seen);
        ModelState.Remove(nameof(Seen));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    /// <summary>What stands in a field, in words.</summary>
    public IEnumerable<string> Shown(WrittenField field, WrittenValues values) =>
        (values.Fields.GetValueOrDefault(field.Name) ?? []).Where(value => value.Length > 0).Select(value => LabelOf(field, value));

    public string LabelOf(WrittenField field, string value) => value == WrittenValues.Kept ? Texts["written.kept"] : field.Choices switch
    {
        FieldChoices.Words => Texts["written.w." + value],
        FieldChoices.None => field.Type == FieldType.YesNo ? Texts["written.yes"] : value,
        _ => Form.Choices[field.Choices].FirstOrDefault(choice => choice.Value == value)?.Label ?? value,
    };

    /// <summary>The same word for the same thing in every form, but where a form has its own.</summary>
    public string Label(WrittenField field) => Texts[$"written.f.{Kind}.{field.Name}"] is { ResourceNotFound: false } own ? own.Value : Texts["written.f." + field.Name].Value;

    private WrittenValues Typed() => _typed ?? new(Kind, Request.Form.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(field => field.Key[Prefix.Length..], IReadOnlyList<string> (field) => [.. field.Value.Select(value => value ?? "")], StringComparer.Ordinal));

    private void Tell(IReadOnlyList<FieldError> errors)
    {
        Errors = errors.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.First().Told?.In(Language) ?? Texts[group.First().Code].Value, StringComparer.Ordinal);
        foreach (var (field, text) in Errors.Where(_ => !IsPart))
        {
            ModelState.AddModelError(field.Length == 0 ? "" : Prefix + field, text);
        }
    }
}
