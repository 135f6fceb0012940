using Microsoft.AspNetCore.Mvc.RazorPages;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Pages.Session;

[PublicRoute("Whoever has logged off has no session.")]
internal sealed class EndedModel : PageModel;
