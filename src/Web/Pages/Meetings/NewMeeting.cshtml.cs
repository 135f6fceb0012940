using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>Calls a network meeting, at a time that fits the citizen's whole plan.</summary>
public sealed class NewMeetingModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    private const int UsuallyChosen = 6;

    [BindProperty(SupportsGet = true, Name = "omraade")]
    public string? Area { get; set; }

    /// <summary>A conflict that is taken up at the meeting.</summary>
    [BindProperty(SupportsGet = true, Name = "konflikt")]
    public Guid? Conflict { get; set; }

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenMeetingForm.View Form { get; private set; } = null!;

    /// <summary>Meetings that have been called already, where a conflict is to be taken up.</summary>
    public IReadOnlyList<MeetingLine> Called => Form.Called;

    /// <summary>Null where no time has been looked for.</summary>
    public FindTimes.Answer? Found { get; private set; }

    /// <summary>What it would cause, where that has not been looked at.</summary>
    public PreviewChange.Answer? Told { get; private set; }

    protected override string StaleText => "meeting.stale";

    private NetworkMeetingId Id => NetworkMeetingId.From(Input.Id);

    /// <summary>Those of the team who are to come: what they have with others counts when a time is looked for.</summary>
    private IReadOnlyCollection<ItemKey> Professionals =>
        [.. Input.Invited.Select(value => value.Split(':', 3)).Where(parts => parts is ["c", _, _]).Select(parts => new ItemKey(parts[1], parts[2]))];

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        Form = await Sender.Send(new OpenMeetingForm(CitizenId, Area, Language, WithCalled: Conflict is not null && HttpMethods.IsGet(Request.Method)), cancellationToken);
        if (!HttpMethods.IsGet(Request.Method))
        {
            return;
        }
        var here = $"conflict:{Conflict}";
        Input = new InputModel
        {
            Id = Guid.NewGuid(),
            Title = Texts["meeting.word"],
            StartAt = "09:00",
            EndAt = "10:00",
            Invited = [.. Form.People.Where(person => person.MustBeInvited).Select(person => person.Value)],
            Topics = [.. Form.Topics.Where(topic => topic.IsCitizens || topic.Value == here || Conflict is null && topic.Severity >= Severity.M).Take(UsuallyChosen)
                .Select(topic => topic.Value).Union(Form.Topics.Select(topic => topic.Value).Where(value => value == here))],
        };
    }

    public async Task<IActionResult> OnPostFindAsync(CancellationToken cancellationToken)
    {
        var found = await Sender.Send(new FindTimes(CitizenId, Form.Area, NetworkMeeting.ItemIdOf(Id), Time(), Professionals), cancellationToken);
        Tell(found.Errors);
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        Found = found;
        return Page();
    }

    /// <summary>Puts a time that was found into the form.</summary>
    public IActionResult OnPostUse(DateTime start, DateTime end)
    {
        ModelState.Clear();
        (Input.Day, Input.StartAt, Input.EndAt) =
            (DateOnly.FromDateTime(start), start.ToString("HH:mm", CultureInfo.InvariantCulture), end.ToString("HH:mm", CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostCallAsync(bool isSeenThrough, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
        var called = await Sender.Send(
            new CallMeeting(CitizenId, Id, Form.Area, Time(), Input.Invited, Lines(Input.CitizensPoints), Input.Topics, Lines(Input.OtherPoints), isSeenThrough), cancellationToken);
        if (!called.Succeeded)
        {
            return this.Refused(called.Refusal);
        }
        switch (called.Value.Result)
        {
            case WriteResult.Saved:
                TempData["Done"] = "meeting.done.called";
                return Redirect($"/borgere/{CitizenId.Value}/moeder/{Input.Id}");
            case WriteResult.Held:
                Told = called.Value.Told;
                return Page();
            case WriteResult.Stale:
                ModelState.AddModelError("", Texts[StaleText]);
                return ShowWhatIsInvalid.Again(this, StatusCodes.Status409Conflict);
            default:
                Tell(called.Value.Errors);
                return ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest);
        }
    }

    private WrittenValues Time()
    {
        var fields = new Dictionary<string, string?>
        {
            ["title"] = Input.Title,
            ["day"] = Input.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["startAt"] = Input.StartAt,
            ["endAt"] = Input.EndAt,
            ["mode"] = Input.Mode,
            ["place"] = Input.Mode == "inPerson" ? Input.Place : null,
            ["status"] = "booked",
            ["decision"] = Input.Decides ? "true" : null,
        };
        return new WrittenValues(WrittenKind.Appointment, fields.ToDictionary(field => field.Key, IReadOnlyList<string> (field) => [field.Value ?? ""], StringComparer.Ordinal));
    }

    private static List<string> Lines(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private void Tell(IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
        {
            ModelState.AddModelError(error.Field.Length == 0 ? "" : "Input." + Show.Capital(error.Field), error.Told?.In(Language) ?? Texts[error.Code].Value);
        }
    }

    public sealed class InputModel
    {
        public Guid Id { get; set; }
        public string? Title { get; set; }
        public DateOnly? Day { get; set; }
        public string? StartAt { get; set; }
        public string? EndAt { get; set; }
        public string Mode { get; set; } = "inPerson";
        public string? Place { get; set; }
        public bool Decides { get; set; }
        public List<string> Invited { get; set; } = [];
        public string? CitizensPoints { get; set; }
        public List<string> Topics { get; set; } = [];
        public string? OtherPoints { get; set; }
    }
}
