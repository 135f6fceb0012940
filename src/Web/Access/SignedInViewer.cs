using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Whom a subject stands for, for route policies and the page's frame. Remembered for a second, so that one page asks once; the
/// access step of each request reads the facts anew.
/// </summary>
internal sealed class SignedInViewer(IAccessFacts facts, IMemoryCache memory)
{
    /// <summary>The claim of a session cookie that names its session.</summary>
    public const string SessionClaim = "sid";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    public static Guid? SessionOf(ClaimsPrincipal user) =>
        Guid.TryParseExact(user.FindFirst(SessionClaim)?.Value, "N", out var session) ? session : null;

    public async Task<Viewer?> FindAsync(ClaimsPrincipal user) =>
        user.FindFirst("sub")?.Value is { Length: > 0 } subject ? (await ReadAsync(subject, SessionOf(user))).Viewer : null;

    /// <summary>Of somebody who has no session yet; never from memory.</summary>
    public async Task<Viewer?> FindAsync(string subject) => (await ReadNowAsync(subject, session: null)).Viewer;

    /// <summary>Whether the cookie is of a session that has not ended.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal user) =>
        user.FindFirst("sub")?.Value is { Length: > 0 } subject && SessionOf(user) is { } session && (await ReadAsync(subject, session)).SessionIsOpen;

    public void Forget(ClaimsPrincipal user)
    {
        if (user.FindFirst("sub")?.Value is { } subject)
        {
            memory.Remove((nameof(SignedInViewer), subject, SessionOf(user)));
        }
    }

    private async Task<AccessFacts> ReadAsync(string subject, Guid? session)
    {
        var key = (nameof(SignedInViewer), subject, session);
        if (memory.TryGetValue(key, out AccessFacts? known))
        {
            return known!;
        }
        return memory.Set(key, await ReadNowAsync(subject, session), Remembered);
    }

    private Task<AccessFacts> ReadNowAsync(string subject, Guid? session) =>
        facts.ReadAsync(Caller.WithSubject(subject, "route", session), "Route", about: null, CancellationToken.None);
}
