using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>The meetings that the viewer has called or is invited to.</summary>
public sealed class MyMeetingsModel(ISender sender) : PageModel
{
    public IReadOnlyList<MeetingLine> Meetings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Meetings = (await sender.Send(new ListMyMeetings(), cancellationToken)).Meetings;
}
