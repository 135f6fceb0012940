using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>One meeting before and after it is held: when, who comes, and the agenda.</summary>
public sealed class OneMeetingModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : MeetingPageModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public Task<IActionResult> OnPostAnswerAsync(int invitee, InvitationAnswer answer, CancellationToken cancellationToken) =>
        DoAsync(new AnswerInvitation(CitizenId, MeetingId, Seen, invitee, answer), _ => ("meeting.done.answered", Part()), cancellationToken);

    public Task<IActionResult> OnPostArrangeAsync(AgendaAct act, int point, CancellationToken cancellationToken) => act is AgendaAct.Remove or AgendaAct.Up or AgendaAct.Down
        ? DoAsync(new ArrangeAgenda(CitizenId, MeetingId, Seen, act, point, null, false), _ => ("meeting.done.agenda", Part()), cancellationToken)
        : Task.FromResult<IActionResult>(NotFound());

    public Task<IActionResult> OnPostWordsAsync(CancellationToken cancellationToken)
    {
        if (Input.Words?.Trim().Length is not (> 0 and <= NetworkMeeting.LongestTopic))
        {
            ModelState.AddModelError("Input.Words", Texts["err.meeting.point"]);
        }
        return DoAsync(
            new ArrangeAgenda(CitizenId, MeetingId, Seen, AgendaAct.AddWords, 0, Input.Words, Input.IsCitizens), _ => ("meeting.done.agenda", Part()), cancellationToken);
    }

    /// <summary>Also from a conflict that is to be taken up, where no revision of the meeting has been seen.</summary>
    public Task<IActionResult> OnPostTopicAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Input.About))
        {
            ModelState.AddModelError("Input.About", Texts["err.missing"]);
        }
        return DoAsync(
            new ArrangeAgenda(CitizenId, MeetingId, Seen == 0 ? Meeting.Revision : Seen, AgendaAct.AddTopic, 0, Input.About, false), _ => ("meeting.done.agenda", Part()), cancellationToken);
    }

    public Task<IActionResult> OnPostCancelAsync(CancellationToken cancellationToken) =>
        DoAsync(new CancelMeeting(CitizenId, MeetingId, Seen), _ => ("meeting.done.cancelled", Part()), cancellationToken);

    public sealed class InputModel
    {
        public string? Words { get; set; }
        public bool IsCitizens { get; set; }
        public string? About { get; set; }
    }
}
