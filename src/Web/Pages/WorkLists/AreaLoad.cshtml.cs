using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.WorkLists;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>How much the coordinators of the leader's areas have, in numbers.</summary>
internal sealed class AreaLoadModel(ISender sender) : PageModel
{
    /// <summary>Fewer could be told apart.</summary>
    private const int Fewest = 5;

    public OpenAreaLoad.View View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await sender.Send(new OpenAreaLoad(), cancellationToken);

    public static string Number(int number) => number is > 0 and < Fewest ? $"<{Fewest}" : $"{number}";
}
