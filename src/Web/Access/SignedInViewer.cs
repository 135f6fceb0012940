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

    /// <summary>Null for a principal that names nobody.</summary>
    public static Caller? CallerOf(ClaimsPrincipal user, string requestId) =>
        user.FindFirst("sub")?.Value is not { Length: > 0 } subject ? null
        : Guid.TryParseExact(user.FindFirst(CitizenDoor.PersonClaim)?.Value, "N", out var person) && SessionOf(user) is { } session
            ? Caller.AsPerson(person, requestId, session)
            : Caller.IsOfPerson(subject) ? null : Caller.WithSubject(subject, requestId, SessionOf(user));

    public async Task<Viewer?> FindAsync(ClaimsPrincipal user) => CallerOf(user, "route") is { } caller ? (await ReadAsync(caller)).Viewer : null;

    /// <summary>How many notices wait for them, counted to 100.</summary>
    public async Task<int> UnreadAsync(ClaimsPrincipal user) => CallerOf(user, "route") is { } caller ? (await ReadAsync(caller)).UnreadNotices : 0;

    /// <summary>Of somebody who has no session yet; never from memory.</summary>
    public async Task<Viewer?> FindAsync(string subject) => (await ReadNowAsync(Caller.WithSubject(subject, "route"))).Viewer;

    /// <summary>Whether the cookie is of a session that has not ended.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal user) =>
        CallerOf(user, "route") is { Session: not null } caller && (await ReadAsync(caller)).SessionIsOpen;

    public void Forget(ClaimsPrincipal user)
    {
        if (user.FindFirst("sub")?.Value is { } subject)
        {
            memory.Remove((nameof(SignedInViewer), subject, SessionOf(user)));
        }
    }

    private async Task<AccessFacts> ReadAsync(Caller caller)
    {
        var key = (nameof(SignedInViewer), caller.Subject!, caller.Session);
        if (memory.TryGetValue(key, out AccessFacts? known))
        {
            return known!;
        }
        return memory.Set(key, await ReadNowAsync(caller), Remembered);
    }

    private Task<AccessFacts> ReadNowAsync(Caller caller) => facts.ReadAsync(caller, "Route", about: null, CancellationToken.None);
}
