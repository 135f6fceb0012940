using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>
/// What the pages inside a citizen's plan with forms of their own have in common: what they show beside the plan is of the same moment,
/// and what somebody does is sent, refused or found stale alike.
/// </summary>
public abstract class CitizenFormModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenPageModel(sender)
{
    protected IStringLocalizer<Texts> Texts => texts;

    /// <summary>What is said when somebody else has changed it meanwhile.</summary>
    protected abstract string StaleText { get; }

    /// <summary>Somebody else was first, and nothing was saved; a refusal of another kind is none of that.</summary>
    public bool IsStale { get; private set; }

    // Both of one moment, and one commit: otherwise the plan could say one thing and the page another.
    protected override async Task LoadAsync(CancellationToken cancellationToken) => await transactions.RunAsync(
        async token =>
        {
            await base.LoadAsync(token);
            await LoadMoreAsync(token);
            return true;
        },
        TransactionKind.Read,
        cancellationToken);

    protected abstract Task LoadMoreAsync(CancellationToken cancellationToken);

    /// <summary>Done: to the page that shows it, with a word. Refused or invalid: the form again, with what was typed.</summary>
    protected async Task<IActionResult> DoAsync<TValue>(
        ICommand<TValue> command, Func<TValue, (string Done, string Page)> then, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        try
        {
            var result = await Sender.Send(command, cancellationToken);
            if (!result.Succeeded)
            {
                return this.Refused(result.Refusal);
            }
            var (done, page) = then(result.Value);
            TempData["Done"] = done;
            return Redirect($"/borgere/{CitizenId.Value}/{page}");
        }
        catch (StaleRevisionException)
        {
            IsStale = true;
            ModelState.AddModelError("", texts[StaleText]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
    }
}
