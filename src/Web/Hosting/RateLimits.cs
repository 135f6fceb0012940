using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Sammenhaeng.Web.Hosting;

/// <summary>An answer that goes on for as long as a page is open waits most of its time: it counts its own, and takes no place from the others.</summary>
internal sealed record HeldOpen;

/// <summary>How often one caller may ask. Set under <c>RateLimits</c>; 0 lifts a limit.</summary>
internal sealed class RateLimits
{
    /// <summary>Name of the policy of endpoints where somebody could guess at a secret.</summary>
    public const string Token = "token";

    public int PerSecond { get; set; } = 20;
    public int Burst { get; set; } = 60;
    public int SearchesPerMinute { get; set; } = 30;
    public int SuggestionsPerMinute { get; set; } = 120;
    public int CprLookupsPerMinute { get; set; } = 10;
    public int TokensPerMinute { get; set; } = 60;
    public int AtOnce { get; set; } = Environment.ProcessorCount * 32;
    public int Waiting { get; set; } = 50;

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("RateLimits").Get<RateLimits>() ?? new RateLimits();
        services.AddSingleton(_ => new SearchLimits(limits.SearchesPerMinute, limits.SuggestionsPerMinute, limits.CprLookupsPerMinute));
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(limits.Everyone(), limits.EachCaller());
            options.AddPolicy(Token, context => PerMinute(Caller(context), limits.TokensPerMinute));
            options.OnRejected = (rejected, _) =>
            {
                Refuse(rejected);
                return ValueTask.CompletedTask;
            };
        });
    }

    private PartitionedRateLimiter<HttpContext> Everyone() => PartitionedRateLimiter.Create<HttpContext, string>(context => AtOnce == 0 || context.GetEndpoint()?.Metadata.GetMetadata<HeldOpen>() is not null
        ? RateLimitPartition.GetNoLimiter("all")
        : RateLimitPartition.GetConcurrencyLimiter("all", _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = AtOnce,
            QueueLimit = Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    private PartitionedRateLimiter<HttpContext> EachCaller() => PartitionedRateLimiter.Create<HttpContext, string>(context => PerSecond == 0
        ? RateLimitPartition.GetNoLimiter("all")
        : RateLimitPartition.GetTokenBucketLimiter(Caller(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    // Whoever guesses at a secret waits in no queue.
    internal static RateLimitPartition<string> PerMinute(string caller, int permits) => permits == 0
        ? RateLimitPartition.GetNoLimiter("all")
        : RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        });

    internal static string Caller(HttpContext context) =>
        context.User.FindFirstValue("sub") ?? context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>A caller who asks too often is told so (429); a house that is full says that it is (503).</summary>
    private static void Refuse(OnRejectedContext rejected)
    {
        var response = rejected.HttpContext.Response;
        var tooOften = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        response.StatusCode = tooOften ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
