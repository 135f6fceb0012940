using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Pages.Notices;

/// <summary>
/// Tells an open page how much is unread, as it changes: a number and an id, never what it is about. It ends with the session: when that is
/// ended, and when the cookie runs out, which an open page does not put off.
/// </summary>
internal static class NoticeStream
{
    public const string Path = "/varsler/nyt";

    private const string Type = "text/event-stream";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapNoticeStream(this IEndpointRouteBuilder routes) => routes
        .MapGet(Path, ServeAsync)
        .RequireAuthorization(Policies.SignedIn)
        .WithMetadata(new HeldOpen())
        .ExcludeFromDescription();

    public static bool IsWanted(HttpRequest request) => request.Headers.Accept.Any(accept => accept?.Contains(Type, StringComparison.OrdinalIgnoreCase) == true);

    private static async Task ServeAsync(HttpContext context, NoticeHub hub, SignedInViewer viewers, IHostApplicationLifetime lifetime)
    {
        if (!IsWanted(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }
        if (await viewers.FindAsync(context.User) is not { UserId: { } user } || SignedInViewer.SessionOf(context.User) is not { } session)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        using var place = hub.Enter(user.Value, session);
        if (place is null)
        {
            // Which browsers take for "do not ask again": the page shows what it did when it was opened.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        var until = (await context.AuthenticateAsync(Door.Staff.Session)).Properties?.ExpiresUtc ?? TimeProvider.System.GetUtcNow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = Type;
        // A proxy that gathers answers would keep it all to itself.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await context.Response.WriteAsync("retry: 5000\n\n", stop.Token);
            await TellAsync(context.Response, place, until, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left, or the program stops.
        }
    }

    private static async Task TellAsync(HttpResponse response, NoticeHub.Place place, DateTimeOffset until, CancellationToken stop)
    {
        while (true)
        {
            await response.Body.FlushAsync(stop);
            var left = until - TimeProvider.System.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return;
            }
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(stop);
            beat.CancelAfter(left < Heartbeat ? left : Heartbeat);
            try
            {
                if (!await place.News.WaitToReadAsync(beat.Token))
                {
                    return;
                }
                while (place.News.TryRead(out var unread))
                {
                    await response.WriteAsync(Write(unread), stop);
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                await response.WriteAsync(": \n\n", stop);
            }
        }
    }

    private static string Write(UnreadNotices unread) => string.Create(CultureInfo.InvariantCulture,
        $"event: notices\ndata: {{\"unread\":{unread.Unread},\"newest\":{(unread.Newest is { } id ? $"\"{id}\"" : "null")}}}\n\n");
}
