using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// A demonstration is its own sign-in service and is known to itself by one address. Whoever comes by another name of the same machine
/// (localhost, 127.0.0.1) is sent there, or the browser would refuse to follow the form back.
/// </summary>
internal sealed class OneAddress(RequestDelegate next, SignInSettings settings)
{
    private readonly Uri _here = new(settings.Authority);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isPage = HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/connect");
        var isHealth = request.Path.Value is "/livez" or "/readyz";
        if (!isPage || isHealth || IsHere(request))
        {
            return next(context);
        }
        context.Response.Redirect($"{_here.GetLeftPart(UriPartial.Authority)}{request.PathBase}{request.Path}{request.QueryString}");
        return Task.CompletedTask;
    }

    private bool IsHere(HttpRequest request) =>
        string.Equals(request.Host.Host, _here.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port ?? (request.IsHttps ? 443 : 80)) == _here.Port;
}
