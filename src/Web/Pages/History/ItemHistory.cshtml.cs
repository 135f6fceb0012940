using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.History;

/// <summary>Every version of one item. One that is not there and one that is hidden are alike.</summary>
public sealed class ItemHistoryModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty(SupportsGet = true, Name = "slags")]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true, Name = "kilde")]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true, Name = "nr")]
    public string? Id { get; set; }

    public OpenItemHistory.View? History { get; private set; }

    protected override string StaleText => "written.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) =>
        History = What is { } what && OpenHistory.HaveVersions.Contains(what) && Source is { Length: > 0 } source && Id is { Length: > 0 } id
            ? await Sender.Send(new OpenItemHistory(CitizenId, what, new ItemKey(source, id), Language), cancellationToken)
            : null;

    public IActionResult OnGet() => What is null ? Redirect($"/borgere/{CitizenId.Value}/historik") : History is null ? NotFound() : Page();
}
