using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.WorkLists;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>All whom one coordinates, on one page.</summary>
internal sealed class MyLoadModel(ISender sender) : PageModel
{
    public OpenCoordinatorLoad.View View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await sender.Send(new OpenCoordinatorLoad(), cancellationToken);
}
