using System.Threading.RateLimiting;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// How often one caller may search for people, and how often by CPR number. What is searched for stands in the body and a program is
/// known by its token first after routing, so whoever answers the search asks here.
/// </summary>
internal sealed class SearchLimits(int searches, int suggestions, int cprLookups) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _searches = Limiter(searches);
    private readonly PartitionedRateLimiter<HttpContext> _suggestions = Limiter(suggestions);
    private readonly PartitionedRateLimiter<HttpContext> _cprLookups = Limiter(cprLookups);

    /// <exception cref="TooOftenException">It was too often.</exception>
    public void Take(HttpContext context, bool isByCpr)
    {
        Take(_searches, context);
        if (isByCpr)
        {
            Take(_cprLookups, context);
        }
    }

    /// <summary>While somebody writes there is one for each pause.</summary>
    /// <exception cref="TooOftenException">It was too often.</exception>
    public void TakeSuggestion(HttpContext context) => Take(_suggestions, context);

    public void Dispose()
    {
        _suggestions.Dispose();
        _searches.Dispose();
        _cprLookups.Dispose();
    }

    private static void Take(PartitionedRateLimiter<HttpContext> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
            throw new TooOftenException(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
        }
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(int permits) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimits.PerMinute(RateLimits.Caller(context), permits));
}

/// <summary>429.</summary>
internal sealed class TooOftenException(int seconds) : Exception("That was too often.")
{
    public int Seconds { get; } = seconds;
}
