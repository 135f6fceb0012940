using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;

namespace Sammenhaeng.Web.Pages.Plans;

/// <summary>The shared plan for paper: all of it that the viewer may see, one thing after the other.</summary>
internal sealed class PrintPlanModel(ISender sender) : CitizenPageModel(sender)
{
    /// <summary>How many weeks of times are printed.</summary>
    private const int Weeks = 13;

    public IEnumerable<AppointmentLine> Coming => View.Appointments
        .Where(one => one.IsInCalendar && DateOnly.FromDateTime(one.Start) >= View.AsOf && DateOnly.FromDateTime(one.Start) < View.AsOf.AddDays(7 * Weeks))
        .OrderBy(one => one.Start);

    public DateOnly LastDay => View.AsOf.AddDays((7 * Weeks) - 1);

    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        View = await Sender.Send(new PrintSharedPlan(CitizenId, AsOf, Days, Language), cancellationToken);
}
