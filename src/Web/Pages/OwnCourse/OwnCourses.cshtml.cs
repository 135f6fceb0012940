using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>The way in: to the one course there is, or a choice among several.</summary>
public sealed class OwnCoursesModel(ISender sender) : PageModel
{
    public IReadOnlyList<ListOwnCourses.Line> Courses { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Courses = (await sender.Send(new ListOwnCourses(), cancellationToken)).Courses;
        return Courses.Count == 1 ? Redirect($"/mit/{Courses[0].CitizenId.Value}") : Page();
    }
}
