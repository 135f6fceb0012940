using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Names and attributes of our cookies. Only https lets a browser accept the __Host- prefix, which binds a cookie to this host.</summary>
internal sealed class Cookies(bool secure)
{
    private readonly string _prefix = secure ? "__Host-" : "";

    public bool Secure { get; } = secure;

    public string SessionOf(Door door) => _prefix + (door == Door.Staff ? "smh" : "smh-mit");

    public string Antiforgery => _prefix + "smh-form";

    /// <summary>One sentence for the next page ("gemt"), gone when shown.</summary>
    public string Message => _prefix + "smh-message";

    public string Language => _prefix + "smh-lang";

    public CookieSecurePolicy Policy => Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public CookieOptions Lasting() => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = Secure,
        SameSite = SameSiteMode.Lax,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    };
}
