using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>What the pages of one meeting have in common. Each form sends the revision that was seen.</summary>
public abstract class MeetingPageModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty(SupportsGet = true, Name = "meeting")]
    public NetworkMeetingId MeetingId { get; set; }

    [BindProperty(Name = "Input.Revision")]
    public long Seen { get; set; }

    public OpenMeeting.View Meeting { get; private set; } = null!;

    protected override string StaleText => "meeting.stale";

    /// <summary>Still open to changes, and by the viewer.</summary>
    public bool CanChange => Meeting.MayRun && Meeting.State is MeetingState.Called or MeetingState.Ended;

    public string To(string page = "") => $"/borgere/{CitizenId.Value}/{Part(page)}";

    protected string Part(string page = "") => $"moeder/{MeetingId.Value}{(page.Length == 0 ? "" : "/" + page)}";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken) =>
        Meeting = await Sender.Send(new OpenMeeting(CitizenId, MeetingId, Language), cancellationToken);
}

/// <summary>A page of a meeting that shows nothing of the plan around it: on the wall, and on paper.</summary>
public abstract class MeetingScreenModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : MeetingPageModel(sender, transactions, texts)
{
    protected override Task LoadAsync(CancellationToken cancellationToken) => LoadMoreAsync(cancellationToken);
}
