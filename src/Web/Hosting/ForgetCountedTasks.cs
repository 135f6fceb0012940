using Microsoft.AspNetCore.Mvc.Filters;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Whoever has done something may have fewer tasks than were counted.</summary>
internal sealed class ForgetCountedTasks(StaffShell shell) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await next();
        if (HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            shell.ForgetTasks(context.HttpContext.User);
        }
    }
}
