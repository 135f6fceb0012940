using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Web.Pages.OwnCourse;

/// <summary>What the pages of one citizen, for that citizen and those who stand by them, have in common.</summary>
public abstract class OwnCoursePageModel(ISender sender, ICurrentViewer current) : PageModel
{
    protected ISender Sender => sender;

    [BindProperty(SupportsGet = true, Name = "citizenId")]
    public CitizenId CitizenId { get; set; }

    /// <summary>By what the viewer sees this citizen, once a request has been let in.</summary>
    public Standing? Standing => current.Relation.Standing;

    public bool IsSelf => Standing?.Kind == StandingKind.Self;

    /// <summary>The pages, and which of them open for this viewer.</summary>
    public IEnumerable<(string Name, bool IsOpen)> Tabs =>
    [
        ("", Standing is { SeesCourse: true }),
        ("samtykker", Standing is { AnswersConsents: true }),
        ("hvem-har-set", Standing is { SeesAccesses: true }),
    ];

    public string Href(string page) => page.Length == 0 ? $"/mit/{CitizenId.Value}" : $"/mit/{CitizenId.Value}/{page}";
}
