using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.History;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Web.Pages.Plans;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.History;

/// <summary>What changed in a citizen's plan between two days, in words.</summary>
public sealed class HistoryModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts, TimeProvider clock)
    : CitizenFormModel(sender, transactions, texts)
{
    private const int DaysAtFirst = 7;

    [BindProperty(SupportsGet = true, Name = "fra")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "til")]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "slags")]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true, Name = "side")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public DateTimeOffset Until { get; set; }

    public OpenHistory.View History { get; private set; } = null!;

    public string? WhatNow => What is not null && OpenHistory.Kinds.Contains(What) ? What : null;

    public DateOnly FromNow => Within(From) ?? ToNow.AddDays(-DaysAtFirst);

    public DateOnly ToNow => Within(To) ?? clock.Today();

    public Paging Paging => new(History.Page, OpenHistory.Size, History.Total, PageHref);

    protected override string StaleText => "written.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        if (FromNow > ToNow)
        {
            ModelState.AddModelError("til", Texts["err.date.order"]);
        }
        History = await Sender.Send(new OpenHistory(CitizenId, FromNow, ToNow, WhatNow, Math.Clamp(PageNumber, 1, 10_000), Language), cancellationToken);
    }

    public Task<IActionResult> OnPostSeenAsync(CancellationToken cancellationToken) =>
        DoAsync(new MarkSeen(CitizenId, Until), _ => ("day.news.done", "historik"), cancellationToken);

    public string ItemHref(HistoryLine line) => QueryHelpers.AddQueryString($"/borgere/{CitizenId.Value}/historik/del", new Dictionary<string, string?>
    {
        ["slags"] = line.What,
        ["kilde"] = line.Key!.Value.Source,
        ["nr"] = line.Key.Value.Id,
    });

    private static DateOnly? Within(DateOnly? day) => day >= Application.Clock.AsOf.First && day <= Application.Clock.AsOf.Last ? day : null;

    private string PageHref(int page) => QueryHelpers.AddQueryString($"/borgere/{CitizenId.Value}/historik", new Dictionary<string, string?>
    {
        ["fra"] = FromNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["til"] = ToNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["slags"] = WhatNow,
        ["side"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(pair => pair.Value is not null));
}
