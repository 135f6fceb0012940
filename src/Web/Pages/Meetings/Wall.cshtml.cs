using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>
/// The meeting on the wall: who is here, then a point on each screen, then what was decided, for the citizen to say yes to. It shows the
/// citizen's first name and no number, and no more of a conflict or a goal than whoever runs it sees.
/// </summary>
public sealed class WallModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts, Show show) : MeetingScreenModel(sender, transactions, texts)
{
    private const int Rows = 3;

    /// <summary>0 is who is here; the one after the last point is the end.</summary>
    [BindProperty(SupportsGet = true, Name = "punkt")]
    public int Screen { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public int Last => Meeting.Points.Count + 1;

    /// <summary>Null on the first screen and the last.</summary>
    public OpenMeeting.Point? Point => Screen > 0 && Screen < Last ? Meeting.Points[Screen - 1] : null;

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        await base.LoadMoreAsync(cancellationToken);
        // A point that has been moved meanwhile is still the one that was written at.
        Screen = Input.Point > 0 && Meeting.Points.Index().FirstOrDefault(one => one.Item.Number == Input.Point) is { Item: not null } moved ? moved.Index + 1 : Screen;
        Screen = Math.Clamp(Screen, 0, Last);
        if (!HttpMethods.IsGet(Request.Method))
        {
            return;
        }
        Input = new InputModel
        {
            Wish = Point?.Wish,
            Decision = Point?.Decision,
            Tasks = [.. Enumerable.Range(0, Rows).Select(_ => new TaskModel { Id = Guid.NewGuid().ToString("N") })],
            CitizenPart = Meeting.CitizenPart,
            Others = Meeting.Others,
            Present = [.. Meeting.Invitees.Where(one => one.IsPresent || Meeting.CitizenPart is null && one.Answer == InvitationAnswer.Comes).Select(one => one.Number)],
        };
    }

    public IActionResult OnGet() => Meeting.MayRun && Meeting.State != MeetingState.Cancelled ? Page() : NotFound();

    /// <summary>Writes the point down and goes on to the next one.</summary>
    public Task<IActionResult> OnPostNextAsync(CancellationToken cancellationToken) => SettleAsync(Screen + 1, cancellationToken);

    /// <summary>Writes the point down and stays, with room for more.</summary>
    public Task<IActionResult> OnPostStayAsync(CancellationToken cancellationToken) => SettleAsync(Screen, cancellationToken);

    public Task<IActionResult> OnPostHereAsync(CancellationToken cancellationToken)
    {
        if (Input.CitizenPart is not { } part)
        {
            ModelState.AddModelError("Input.CitizenPart", Texts["err.meeting.citizenPart"]);
            return DoneAsync<Domain.Kernel.Done>(null, 0, cancellationToken);
        }
        return DoneAsync(new TellWhoIsThere(CitizenId, MeetingId, Seen, Input.Present, Input.Others, part), 1, cancellationToken);
    }

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) => DoneAsync(new EndMeeting(CitizenId, MeetingId, Seen), Last, cancellationToken);

    public Task<IActionResult> OnPostYesAsync(CancellationToken cancellationToken) =>
        DoneAsync(new FreezeMinutes(CitizenId, MeetingId, Seen, ApprovalWay.AtMeeting, null), Last, cancellationToken);

    private Task<IActionResult> SettleAsync(int then, CancellationToken cancellationToken)
    {
        if (Point is not { } point || point.Number != Input.Point)
        {
            ModelState.AddModelError("", Texts[StaleText]);
            return Task.FromResult<IActionResult>(ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict));
        }
        var tasks = new List<SettlePoint.Task>();
        for (var i = 0; i < Input.Tasks.Count; i++)
        {
            var row = Input.Tasks[i];
            if (string.IsNullOrWhiteSpace(row.Text) && row.Due is null && string.IsNullOrEmpty(row.Owner))
            {
                continue;
            }
            Check($"Input.Tasks[{i}]", row);
            tasks.Add(new SettlePoint.Task(row.Id ?? "", row.Owner ?? "", row.Text ?? "", row.Due));
        }
        return DoneAsync(new SettlePoint(CitizenId, MeetingId, Seen, point.Number, Input.Wish, Input.Decision, tasks), then, cancellationToken);
    }

    private void Check(string at, TaskModel row)
    {
        if (row.Text?.Trim().Length is not (> 0 and <= NetworkMeeting.LongestAgreement))
        {
            ModelState.AddModelError(at + ".Text", Texts["err.meeting.task"]);
        }
        if (string.IsNullOrEmpty(row.Owner))
        {
            ModelState.AddModelError(at + ".Owner", Texts["err.meeting.owner"]);
        }
        if (row.Due < show.Today)
        {
            ModelState.AddModelError(at + ".Due", Texts["err.meeting.due"]);
        }
    }

    private async Task<IActionResult> DoneAsync<T>(ICommand<T>? command, int then, CancellationToken cancellationToken) => command is null
        ? ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest)
        : await DoAsync(command, _ => ("meeting.done.saved", Part($"vaegskaerm?punkt={then}")), cancellationToken);

    public sealed class InputModel
    {
        /// <summary>The number of the point that is written at.</summary>
        public int Point { get; set; }
        public string? Wish { get; set; }
        public string? Decision { get; set; }
        public List<TaskModel> Tasks { get; set; } = [];
        public CitizenPart? CitizenPart { get; set; }
        public string? Others { get; set; }
        public List<int> Present { get; set; } = [];
    }

    public sealed class TaskModel
    {
        public string? Id { get; set; }
        public string? Text { get; set; }
        public string? Owner { get; set; }
        public DateOnly? Due { get; set; }
    }
}
