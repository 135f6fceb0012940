using Microsoft.Extensions.Caching.Memory;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// Whom a subject stands for, for route policies and the page's frame. Remembered for a second, so that one page asks once; the
/// access step of each request reads the facts anew.
/// </summary>
internal sealed class SignedInViewer(IAccessFacts facts, IMemoryCache memory)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    public async Task<Viewer?> FindAsync(string subject)
    {
        var key = (nameof(SignedInViewer), subject);
        if (memory.TryGetValue(key, out Viewer? known))
        {
            return known;
        }
        var caller = Caller.WithSubject(subject, "route");
        var read = await facts.ReadAsync(caller, "Route", about: null, CancellationToken.None);
        return memory.Set(key, read.Viewer, Remembered);
    }
}
