using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Api;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Errors;

[PublicRoute("Whoever cannot come in must be told so.")]
[IgnoreAntiforgeryToken]
[DisableRateLimiting]
internal sealed class ErrorModel(IOptions<Municipality> municipality) : PageModel
{
    /// <summary>The status as the texts name it.</summary>
    public string Kind { get; private set; } = "";

    public string Phone => municipality.Value.Phone;

    /// <summary>Shown where we are at fault, so that whoever rings can say which fault it was.</summary>
    public string? TraceId { get; private set; }

    public void OnGet(int code)
    {
        var failed = HttpContext.Features.Get<FailedRequest>() is not null;
        var status = failed ? code : StatusCodes.Status404NotFound;
        Response.StatusCode = status;
        Kind = ErrorTexts.KindOf(status);
        TraceId = status >= StatusCodes.Status500InternalServerError ? Problems.TraceIdOf(HttpContext) : null;
    }
}
