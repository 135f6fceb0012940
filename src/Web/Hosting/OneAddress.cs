using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// A demonstration is its own sign-in service and is known to itself by one address. Whoever comes by another name of the same machine
/// (localhost, 127.0.0.1) is sent there, or the browser would refuse to follow the form back.
/// </summary>
internal sealed class OneAddress(RequestDelegate next, SignInSettings settings)
{
    private readonly HostString _host = HostString.FromUriComponent(new Uri(settings.Authority));

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isPage = HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/connect");
        var isHealth = request.Path.Value is "/livez" or "/readyz";
        if (!isPage || isHealth || request.Host == _host)
        {
            return next(context);
        }
        context.Response.Redirect($"{request.Scheme}://{_host}{request.Path}{request.QueryString}");
        return Task.CompletedTask;
    }
}
