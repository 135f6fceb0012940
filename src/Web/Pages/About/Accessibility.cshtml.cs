using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.About;

/// <summary>The municipality's accessibility statement at the state's tool, or until there is one what we know ourselves.</summary>
[PublicRoute("The law gives everybody a right to read it (lov nr. 692 af 08/06/2018).")]
internal sealed class AccessibilityModel(IOptions<Municipality> municipality) : PageModel
{
    public Municipality Municipality => municipality.Value;

    public IActionResult OnGet() =>
        Uri.TryCreate(Municipality.AccessibilityStatement, UriKind.Absolute, out var statement) && statement.Scheme == Uri.UriSchemeHttps
            ? Redirect(statement.AbsoluteUri)
            : Page();
}
