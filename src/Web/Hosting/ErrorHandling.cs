using System.Data.Common;
using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Web.Api;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// What went wrong becomes an answer: problem details for programs, a designed page for people. A fault of ours is logged once,
/// here; what the caller did wrong is not logged as a fault.
/// </summary>
internal sealed class ErrorHandling(RequestDelegate next, ILogger<ErrorHandling> log)
{
    /// <summary>Nobody reads this status: the caller has gone. Proxies' logs know the number.</summary>
    private const int CallerWent = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        Exception? failure = null;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            failure = exception;
        }
        if (failure is not null)
        {
            Translate(context, failure);
        }
        else if (!IsBareRefusal(context.Response))
        {
            return;
        }
        if (context.Response.StatusCode != CallerWent)
        {
            await AnswerAsync(context, failure);
        }
    }

    private void Translate(HttpContext context, Exception failure)
    {
        var status = context.RequestAborted.IsCancellationRequested ? CallerWent : StatusOf(context, failure);
        if (status == StatusCodes.Status500InternalServerError)
        {
            log.LogError(failure, "A request failed");
        }
        else if (status == StatusCodes.Status503ServiceUnavailable)
        {
            log.LogWarning(failure, "The database could not be used");
        }
        context.Response.Clear();
        context.Response.StatusCode = status;
        var wait = failure is TooOftenException tooOften ? tooOften.Seconds : status == StatusCodes.Status503ServiceUnavailable ? 5 : 0;
        if (wait > 0)
        {
            context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static int StatusOf(HttpContext context, Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        TooOftenException => StatusCodes.Status429TooManyRequests,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        // What is asked for by a query can only be wrong in its address; a body can be read and wrong nonetheless.
        ValidationException => IsForPrograms(context.Request.Path) && !Problems.IsRead(context.Request)
            ? StatusCodes.Status422UnprocessableEntity
            : StatusCodes.Status400BadRequest,
        IdempotencyKeyReusedException => StatusCodes.Status422UnprocessableEntity,
        AccessDeniedException => StatusCodes.Status403Forbidden,
        StaleRevisionException when context.Request.Headers.ContainsKey(IfMatch.Header) => StatusCodes.Status412PreconditionFailed,
        StaleRevisionException => StatusCodes.Status409Conflict,
        AccessLogUnavailableException => StatusCodes.Status503ServiceUnavailable,
        _ when IsTextThatCannotBeStored(failure) => StatusCodes.Status400BadRequest,
        _ when IsDatabaseAway(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>NUL, or no UTF-8: nobody means that, and it is not kept, wherever it stands in the request.</summary>
    private static bool IsTextThatCannotBeStored(Exception failure)
    {
        for (Exception? each = failure; each is not null; each = each.InnerException)
        {
            if (each is DbException { SqlState: "22021" or "22P05" })
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Connection lost, restarting, too many connections, disk full: it passes, and what was saved is safe.</summary>
    private static bool IsDatabaseAway(Exception failure)
    {
        for (Exception? each = failure; each is not null; each = each.InnerException)
        {
            if (each is DbException { IsTransient: true })
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsBareRefusal(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400 and < 600, ContentLength: null, ContentType: null };

    private async Task AnswerAsync(HttpContext context, Exception? failure)
    {
        if (IsForPrograms(context.Request.Path))
        {
            await Problems.WriteAsync(context, failure);
            return;
        }
        var status = context.Response.StatusCode;
        try
        {
            await ShowPageAsync(context, status);
        }
        catch (Exception broken) when (!context.Response.HasStarted)
        {
            // The page itself may need what has just failed.
            log.LogError(broken, "The page for errors failed");
            context.Response.Clear();
            context.Response.StatusCode = status;
            await PlainErrorPage.WriteAsync(context);
        }
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api/v1") || path.StartsWithSegments("/connect/token") || path.StartsWithSegments("/openapi");

    private async Task ShowPageAsync(HttpContext context, int status)
    {
        var (path, query, method) = (context.Request.Path, context.Request.QueryString, context.Request.Method);
        context.Features.Set(new FailedRequest(context.GetEndpoint()));
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        context.Request.Path = $"/fejl/{status.ToString(CultureInfo.InvariantCulture)}";
        context.Request.QueryString = QueryString.Empty;
        context.Request.Method = HttpMethods.IsHead(method) ? method : HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.QueryString, context.Request.Method) = (path, query, method);
        }
    }
}
