namespace Sammenhaeng.Web.Access;

/// <summary>Where staff sign in. Set under <c>SignIn</c>.</summary>
internal class SignInSettings
{
    /// <summary>The municipality's OpenID Connect issuer; in a demonstration the address of this program itself.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "sammenhaeng";

    public string? ClientSecret { get; set; }

    /// <summary>Lets anybody be any of the invented people. Never in production.</summary>
    public bool Demonstration { get; set; }

    /// <summary>
    /// The levels of assurance that are enough, as the issuer names them (<c>acr</c>), such as NSIS "Betydelig" and "Høj". Asked for and
    /// checked at each sign-in; none is asked for where none is named.
    /// </summary>
    public IList<string> Levels { get; } = [];

    public int IdleMinutes { get; set; } = 15;

    public int LongestHours { get; set; } = 8;

    public string? SignOutOrigin => Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>What is wrong with the settings, in one line; null when nothing is.</summary>
    public virtual string? Fault(bool isProduction)
    {
        if (Demonstration && isProduction)
        {
            return "SignIn:Demonstration lets anybody in and cannot be used in the Production environment.";
        }
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address))
        {
            return "SignIn:Authority must name the address of the sign-in service (or set SignIn:Demonstration outside production).";
        }
        if (isProduction && address.Scheme != Uri.UriSchemeHttps)
        {
            return "SignIn:Authority must be https in production.";
        }
        return isProduction && !Levels.Any(level => !string.IsNullOrWhiteSpace(level))
            ? "SignIn:Levels must name the levels of assurance (acr) that are enough in production, one or more (SignIn:Levels:0)."
            : null;
    }
}
