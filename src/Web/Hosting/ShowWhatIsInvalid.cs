using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// A command that does not validate shows the same page again (400) with each error at its field; what no page takes is refused.
/// </summary>
internal sealed class ShowWhatIsInvalid(IStringLocalizer<Texts> texts) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HoldsNul(context.HttpContext.Request))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }
        // Razor would show the page as if nothing had been asked, with nothing in it.
        if (context.HandlerMethod is null && !HttpMethods.IsGet(context.HttpContext.Request.Method) && !HttpMethods.IsHead(context.HttpContext.Request.Method))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }
        var executed = await next();
        if (executed.Exception is ValidationException invalid && context.HandlerInstance is PageModel page)
        {
            executed.ExceptionHandled = true;
            foreach (var error in invalid.Errors)
            {
                page.ModelState.AddModelError($"Input.{error.PropertyName}", Wording(error.ErrorMessage));
            }
            executed.Result = Again(page, StatusCodes.Status400BadRequest);
        }
    }

    // A validator's message is a code where the wording is ours, and FluentValidation's own sentence elsewhere.
    private string Wording(string message)
    {
        var found = texts[message];
        return found.ResourceNotFound ? message : found.Value;
    }

    internal static PageResult Again(PageModel page, int status)
    {
        page.Response.StatusCode = status;
        return page.Page();
    }

    /// <summary>PostgreSQL stores no NUL, and no keyboard makes one.</summary>
    private static bool HoldsNul(HttpRequest request) =>
        request.HasFormContentType && request.Form.Any(field => field.Value.Any(value => value?.Contains('\0') == true));
}

internal static class RefusedPage
{
    /// <summary>Shows the same page again with the refusal in words, 409.</summary>
    public static PageResult Refused(this PageModel page, Refusal refusal)
    {
        var texts = page.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        page.ModelState.AddModelError("", texts[$"refusal.{refusal.Code}"]);
        return ShowWhatIsInvalid.Again(page, StatusCodes.Status409Conflict);
    }

    /// <summary>Done: to the page that shows it, with a word. Refused, or somebody else was there first: the page again, 409.</summary>
    public static async Task<IActionResult> AfterAsync(this PageModel page, Task<Result<Done>> sent, Refusal whenStale, string done, string to)
    {
        try
        {
            var result = await sent;
            if (!result.Succeeded)
            {
                return page.Refused(result.Refusal);
            }
        }
        catch (StaleRevisionException)
        {
            return page.Refused(whenStale);
        }
        page.TempData["Done"] = done;
        return new RedirectResult(to);
    }
}
