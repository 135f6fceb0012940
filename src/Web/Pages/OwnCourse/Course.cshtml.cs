using Microsoft.AspNetCore.Mvc;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>The shared plan for the citizen: what is coming, what does not go together and whom to ring, what is wanted, and who helps.</summary>
public sealed class CourseModel(ISender sender, ICurrentViewer current) : OwnCoursePageModel(sender, current)
{
    public OpenOwnCourse.View View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (CitizenId == default)
        {
            return NotFound();
        }
        View = await Sender.Send(new OpenOwnCourse(CitizenId, Show.Language), cancellationToken);
        return Page();
    }
}
