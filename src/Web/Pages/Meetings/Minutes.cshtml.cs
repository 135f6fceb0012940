using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>The summary until the citizen has said yes, the frozen minutes after, and the conflicts that something was decided about.</summary>
public sealed class MinutesModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : MeetingPageModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    /// <summary>Open conflicts that something was decided about, as far as the viewer sees them.</summary>
    public IEnumerable<OpenMeeting.Point> ToResolve => Meeting.State is not (MeetingState.Ended or MeetingState.Frozen) ? []
        : Meeting.Points.Where(point => point is { IsDecided: true, HidesWords: false, About.Conflict: { State: ConflictState.Open or ConflictState.Acknowledged or ConflictState.Accepted } });

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        await base.LoadMoreAsync(cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Input.Summary = Meeting.Summary;
        }
    }

    /// <summary>What was decided about it, in the words it is resolved by.</summary>
    public static string AgreedAt(OpenMeeting.Point point)
    {
        var text = string.Join(". ", new[] { point.Decision?.TrimEnd('.') }.OfType<string>().Concat(point.Agreements.Select(one => $"{one.OwnerName}: {one.Text.TrimEnd('.')}")));
        return text.Length > 500 ? text[..500] : text;
    }

    public Task<IActionResult> OnPostRewordAsync(CancellationToken cancellationToken)
    {
        if (Input.Summary?.Trim().Length is not (> 0 and <= NetworkMeeting.LongestSummary))
        {
            ModelState.AddModelError("Input.Summary", Texts["err.meeting.summary"]);
        }
        return DoAsync(new RewordSummary(CitizenId, MeetingId, Seen, Input.Summary ?? ""), _ => ("meeting.done.saved", Part("referat")), cancellationToken);
    }

    public Task<IActionResult> OnPostFreezeAsync(CancellationToken cancellationToken)
    {
        if (Input.How is null)
        {
            ModelState.AddModelError("Input.How", Texts["err.meeting.how"]);
        }
        else if (Input.How == ApprovalWay.Disagrees && string.IsNullOrWhiteSpace(Input.Note))
        {
            ModelState.AddModelError("Input.Note", Texts["err.meeting.disagrees"]);
        }
        return DoAsync(new FreezeMinutes(CitizenId, MeetingId, Seen, Input.How ?? default, Input.Note), _ => ("meeting.done.frozen", Part("referat")), cancellationToken);
    }

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        if (Input.Text?.Trim().Length is not (> 0 and <= NetworkMeeting.LongestDecision))
        {
            ModelState.AddModelError("Input.Text", Texts["err.meeting.addition"]);
        }
        return DoAsync(new AddToMinutes(CitizenId, MeetingId, Seen, Input.Text ?? ""), _ => ("meeting.done.added", Part("referat")), cancellationToken);
    }

    public Task<IActionResult> OnPostResolveAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Input.Agreed))
        {
            ModelState.AddModelError("", Texts["err.agreed"]);
        }
        return DoAsync(
            new ResolveConflict(ConflictId.From(Input.Conflict), Input.ConflictRevision, Input.Agreed ?? "", Input.ShowsBy), _ => ("conflict.done.resolved", Part("referat")), cancellationToken);
    }

    public sealed class InputModel
    {
        public string? Summary { get; set; }
        public ApprovalWay? How { get; set; }
        public string? Note { get; set; }
        public string? Text { get; set; }
        public Guid Conflict { get; set; }
        public long ConflictRevision { get; set; }
        public string? Agreed { get; set; }
        public DateOnly? ShowsBy { get; set; }
    }
}
