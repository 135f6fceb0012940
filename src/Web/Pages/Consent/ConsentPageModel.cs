using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Consent;

/// <summary>What the pages about sharing have in common: the plan and what they ask beside it are of one moment.</summary>
public abstract class ConsentPageModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenPageModel(sender)
{
    protected IStringLocalizer<Texts> Texts => texts;

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
            ModelState.AddModelError("", texts["consent.stale"]);
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
        }
    }
}
