using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.About;

/// <summary>What the product does with personal data, for whoever asks.</summary>
[PublicRoute("Whoever is asked for personal data may read first what they are used for.")]
internal sealed class PrivacyModel(IOptions<Municipality> municipality) : PageModel
{
    public Municipality Municipality => municipality.Value;
}
