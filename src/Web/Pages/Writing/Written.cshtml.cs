using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Writing;

/// <summary>What can be written here, and what has been.</summary>
public sealed class WrittenModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    public ListWritten.View Written { get; private set; } = null!;

    protected override string StaleText => "written.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) => Written = await Sender.Send(new ListWritten(CitizenId), cancellationToken);
}
