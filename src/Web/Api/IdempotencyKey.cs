using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Web.Api;

/// <summary>Hands the caller's Idempotency-Key to the command it belongs to, which keeps it in its own transaction.</summary>
internal sealed class IdempotencyKey : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 200;

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var given = http.Request.Headers[Header].ToString();
        if (given.Length == 0 || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            return next(context);
        }
        if (given.Length > Longest || given.Any(sign => sign is < '!' or > '~'))
        {
            throw new BadRequest(StatusCodes.Status400BadRequest,
                new ProblemError(Header, "idempotency.malformed", $"A key is 1 to {Longest} printable characters without spaces."));
        }
        http.RequestServices.GetRequiredService<CurrentIdempotencyKey>().Is(given);
        return next(context);
    }
}

/// <summary>Sent twice, the request answers for itself: it writes nothing, or is such that writing it again changes nothing.</summary>
internal sealed record NeedsNoIdempotencyKey;

internal static class IdempotencyKeyExtensions
{
    public static TBuilder WithoutIdempotencyKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsNoIdempotencyKey());
}
