namespace Sammenhaeng.Web.Access;

/// <summary>Where people sign in. Set under <c>SignIn</c>.</summary>
internal sealed class SignInSettings
{
    /// <summary>The municipality's OpenID Connect issuer; in a demonstration the address of this program itself.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "sammenhaeng";

    public string? ClientSecret { get; set; }

    /// <summary>Lets anybody be any of the invented people. Never in production.</summary>
    public bool Demonstration { get; set; }

    public int IdleMinutes { get; set; } = 15;

    public int LongestHours { get; set; } = 8;

    public string? SignOutOrigin => Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>What is wrong with the settings, in one line; null when nothing is.</summary>
    public string? Fault(bool isProduction)
    {
        if (Demonstration && isProduction)
        {
            return "SignIn:Demonstration lets anybody in and cannot be used in the Production environment.";
        }
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address))
        {
            return "SignIn:Authority must name the address of the sign-in service (or set SignIn:Demonstration outside production).";
        }
        return isProduction && address.Scheme != Uri.UriSchemeHttps ? "SignIn:Authority must be https in production." : null;
    }
}
