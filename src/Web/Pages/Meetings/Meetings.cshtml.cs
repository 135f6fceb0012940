using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>The citizen's network meetings that the viewer sees.</summary>
public sealed class MeetingsModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    public IReadOnlyList<MeetingLine> Meetings { get; private set; } = [];

    protected override string StaleText => "meeting.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) => Meetings = await Sender.Send(new ListMeetings(CitizenId), cancellationToken);
}
