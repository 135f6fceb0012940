using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Consent;

/// <summary>The consents asked for here and the plans shared from here; and the form to ask for another.</summary>
public sealed class ConsentsModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>From which area to which, where another page has asked already.</summary>
    [BindProperty(SupportsGet = true, Name = "fra")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "til")]
    public string? To { get; set; }

    public OpenConsents.View Sharing { get; private set; } = null!;

    protected override string StaleText => "consent.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Sharing = await Sender.Send(new OpenConsents(CitizenId), cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Input.ValidTo = Sharing.LongestTo;
            Input.FromArea = From ?? (Sharing.OwnAreas is [var first, ..] ? first : null);
            Input.ToArea = To;
        }
    }

    public Task<IActionResult> OnPostAskAsync(CancellationToken cancellationToken) => DoAsync(
        new AskConsent(
            CitizenId, Input.Kind, Input.FromArea ?? "", Input.ToArea ?? "", Input.Categories, Input.Purpose ?? "", Input.ValidTo ?? default, Input.AskedIn),
        id => ("consent.done.asked", $"samtykker/{id.Value}"),
        cancellationToken);

    public Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken) => DoAsync(
        new StopSharing(CitizenId, GivenShareId.From(Input.Share ?? Guid.Empty), Input.Revision), _ => ("sharing.done.stopped", "samtykker"), cancellationToken);

    public sealed class InputModel
    {
        public ConsentKind Kind { get; set; }

        public string? FromArea { get; set; }

        public string? ToArea { get; set; }

        public List<string> Categories { get; set; } = [];

        public string? Purpose { get; set; }

        public DateOnly? ValidTo { get; set; }

        public Language AskedIn { get; set; }

        public Guid? Share { get; set; }

        public long Revision { get; set; }
    }
}
