using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Relatives;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Relatives;

/// <summary>Relatives who could sign in: what systems tell of each, and that somebody has looked at it before it opens anything.</summary>
public sealed class RelativesModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public IReadOnlyList<ListRelatives.Line> Relatives { get; private set; } = [];

    protected override string StaleText => "relatives.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) =>
        Relatives = await Sender.Send(new ListRelatives(CitizenId), cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => DoAsync(
        new ConfirmRelative(CitizenId, Input.Source ?? "", Input.Person ?? "", Input.Told ?? "", Input.HasLooked), _ => ("relatives.done", "paaroerende"), cancellationToken);

    public sealed class InputModel
    {
        public string? Source { get; set; }

        public string? Person { get; set; }

        public string? Told { get; set; }

        public bool HasLooked { get; set; }
    }
}
