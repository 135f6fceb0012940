using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Web.Hosting;
using Sammenhaeng.Web.Pages.Plans;

namespace Sammenhaeng.Web.Pages.Coordination;

/// <summary>The one coordinating contact of a citizen: who it is, what they may decide, who has been asked, and who has been.</summary>
public sealed class CoordinatorModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : CitizenFormModel(sender, transactions, texts)
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public OpenCoordination.View Role { get; private set; } = null!;

    public OpenCoordination.Assignment? Main => Role.Now.FirstOrDefault(one => one is { Kind: CoordinatorKind.Main, State: AssignmentState.Active });

    public IEnumerable<OpenCoordination.Assignment> Deputies => Role.Now.Where(one => one is { Kind: CoordinatorKind.Deputy, State: AssignmentState.Active });

    public IEnumerable<OpenCoordination.Assignment> Asked => Role.Now.Where(one => one.State == AssignmentState.Proposed);

    /// <summary>What was tried: Name, Mandate or End.</summary>
    public string Tried => Request.Query["handler"].ToString();

    /// <summary>Whom the one who was second had chosen.</summary>
    public string? Chosen => Tried switch
    {
        "Name" => Input.Person is { } id ? Role.Candidates.FirstOrDefault(one => one.Id.Value == id)?.Name : Texts["conflict.take.me"].Value,
        "Mandate" => Held?.Name,
        _ => null,
    };

    /// <summary>The role that was to be changed, also where it is over now.</summary>
    public OpenCoordination.Assignment? Held => Role.Now.Concat(Role.Before).FirstOrDefault(one => one.Id == Assignment);

    private CoordinatorAssignmentId Assignment => CoordinatorAssignmentId.From(Input.Assignment ?? Guid.Empty);

    protected override string StaleText => "coordinator.stale";

    protected override async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        if (View.Citizen.BreakGlassUntil is not null)
        {
            throw new AccessDeniedException("access.relation");
        }
        Role = await Sender.Send(new OpenCoordination(CitizenId, View.KnownAreas), cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
        {
            Input.From = Role.Today;
            Input.Mandate = [.. Main?.Mandate ?? []];
        }
    }

    public Task<IActionResult> OnPostNameAsync(CancellationToken cancellationToken)
    {
        if (Input.Kind == CoordinatorKind.Deputy && (Input.From is null || Input.To is null))
        {
            ModelState.AddModelError(Input.From is null ? "Input.From" : "Input.To", Texts["err.date.missing"]);
            return Task.FromResult<IActionResult>(ShowWhatIsInvalid.Again(this, StatusCodes.Status400BadRequest));
        }
        var person = Input.Person is { } id && UserId.From(id) != Role.Viewer ? UserId.From(id) : (UserId?)null;
        var name = new NameCoordinator(CitizenId, person, Input.Kind, Input.From ?? Role.Today, Input.To, Input.Mandate, Input.CitizenChose, Input.Note)
        {
            Seen = new NameCoordinator.SeenHolder(Input.SeenMain is { } main ? CoordinatorAssignmentId.From(main) : null, Input.SeenRevision),
        };
        return DoAsync(name, person is null ? "named." + Input.Kind : "asked", cancellationToken);
    }

    public Task<IActionResult> OnPostMandateAsync(CancellationToken cancellationToken) =>
        DoAsync(new AuthoriseCoordinator(CitizenId, Assignment, Input.Revision, Input.Mandate), "mandate", cancellationToken);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) =>
        DoAsync(new EndCoordination(CitizenId, Assignment, Input.Revision), "ended", cancellationToken);

    private Task<IActionResult> DoAsync<TValue>(ICommand<TValue> command, string done, CancellationToken cancellationToken) =>
        DoAsync(command, _ => ("coordinator.done." + done, "koordinator"), cancellationToken);

    public sealed class InputModel
    {
        public Guid? Assignment { get; set; }

        public long Revision { get; set; }

        /// <summary>Who had the role when the form was opened.</summary>
        public Guid? SeenMain { get; set; }

        public long SeenRevision { get; set; }

        public Guid? Person { get; set; }

        public CoordinatorKind Kind { get; set; } = CoordinatorKind.Main;

        public DateOnly? From { get; set; }

        public DateOnly? To { get; set; }

        public List<CoordinatorMandate> Mandate { get; set; } = [];

        public bool CitizenChose { get; set; }

        public string? Note { get; set; }
    }
}
