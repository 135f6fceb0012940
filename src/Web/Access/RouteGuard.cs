using Microsoft.AspNetCore.Authorization;

namespace Sammenhaeng.Web.Access;

/// <summary>Shuts a route that nobody has classified. A test finds it first; this keeps a mistake from becoming a leak.</summary>
internal sealed class RouteGuard(RequestDelegate next, ILogger<RouteGuard> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && !IsClassified(endpoint))
        {
            log.LogError("The route {Route} has no policy and is shut", endpoint.RoutePattern.RawText);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return next(context);
    }

    public static bool IsClassified(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PublicRouteAttribute>() is { } open)
        {
            return open.Reason.Length > 0;
        }
        return endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null && Policies.All.Contains(data.Policy));
    }
}
