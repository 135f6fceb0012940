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

/// <summary>One consent: the text to read aloud, what each has answered, and the ways to write down an answer, withdraw and renew.</summary>
public sealed class OneConsentModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty(SupportsGet = true, Name = "consentId")]
    public Guid ConsentId { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenConsent.View Consent { get; private set; } = null!;

    private string Here => $"samtykker/{ConsentId}";

    protected override string StaleText => "consent.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Consent = await Sender.Send(new OpenConsent(CitizenId, ConsentRecordId.From(ConsentId)), cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Input.AnsweredOn = Consent.Today;
            Input.Signer = Consent.Waiting.Count == 1 ? Consent.Waiting[0].Word : null;
        }
    }

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancellationToken) => DoAsync(
        new AnswerConsent(
            CitizenId, ConsentRecordId.From(ConsentId), Input.Revision, Input.Signer ?? "", Input.SaidYes, Input.AnsweredOn ?? default, Input.Method,
            Input.Note ?? "", Input.ConsequencesExplained),
        state => ("consent.done." + Word<ConsentState>.Of(state), Here),
        cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) => DoAsync(
        new WithdrawConsent(CitizenId, ConsentRecordId.From(ConsentId), Input.Revision, Input.Signer ?? ""), _ => ("consent.done.withdrawn", Here), cancellationToken);

    public Task<IActionResult> OnPostWithdrawPartAsync(CancellationToken cancellationToken)
    {
        if (Input.Part.Count == 0)
        {
            ModelState.AddModelError("Input.Part", Texts["err.consent.part"]);
        }
        return DoAsync(
            new WithdrawConsent(CitizenId, ConsentRecordId.From(ConsentId), Input.Revision, Input.Signer ?? "", Input.Part), _ => ("consent.done.withdrawnPart", "samtykker"),
            cancellationToken);
    }

    public Task<IActionResult> OnPostRenewAsync(CancellationToken cancellationToken) => DoAsync(
        new AskConsent(
            CitizenId, Consent.Kind, Consent.From.Code, Consent.To.Code, Consent.Categories, Consent.Purpose, Input.ValidTo ?? default,
            Word<Language>.Parse(Consent.Language), Consent.Id),
        id => ("consent.done.asked", $"samtykker/{id.Value}"),
        cancellationToken);

    public sealed class InputModel
    {
        public long Revision { get; set; }

        public string? Signer { get; set; }

        public bool? SaidYes { get; set; }

        public DateOnly? AnsweredOn { get; set; }

        public ConsentMethod Method { get; set; } = ConsentMethod.Paper;

        public string? Note { get; set; }

        public bool ConsequencesExplained { get; set; }

        public List<string> Part { get; set; } = [];

        public DateOnly? ValidTo { get; set; }
    }
}
