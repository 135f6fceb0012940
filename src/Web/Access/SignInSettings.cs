using System.Security.Claims;
using Sammenhaeng.Application.Staff;

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

    /// <summary>Asked for besides <c>openid</c>, where the service tells of functions only then.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>
    /// What the service tells of somebody, and what that means here. Where there is one, it is read at each sign-in, and nobody is let in
    /// without; where there is none, the staff are those who are registered.
    /// </summary>
    public IList<StaffFunction> Functions { get; } = [];

    /// <summary>The claim whose values <see cref="Functions"/> names: one value or many.</summary>
    public string FunctionsClaim { get; set; } = "groups";

    public string NameClaim { get; set; } = "name";

    /// <summary>The claim that holds the employee's own CPR number, so that they never look up themselves; empty where it is not told.</summary>
    public string EmployeeCprClaim { get; set; } = "";

    /// <summary>The claim that holds the employee's id in an area's system, by the name of the system.</summary>
    public IDictionary<string, string> ContactClaims { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int IdleMinutes { get; set; } = 15;

    public int LongestHours { get; set; } = 8;

    public string? SignOutOrigin => Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>What the service tells of somebody, in the words of the product. A value that is not named here means nothing here.</summary>
    public WelcomeStaff Read(ClaimsPrincipal person, string subject)
    {
        var told = person.FindAll(FunctionsClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return new WelcomeStaff(
            subject,
            person.FindFirstValue(NameClaim) is { Length: > 0 } name ? name[..Math.Min(name.Length, 200)] : subject,
            [.. Functions.Where(function => told.Contains(function.Value)).Select(function => function.Means).Distinct()],
            [.. ContactClaims.SelectMany(claim => person.FindAll(claim.Value).Select(id => new RegisterStaff.Contact(claim.Key, id.Value)))],
            EmployeeCprClaim.Length > 0 ? person.FindFirstValue(EmployeeCprClaim) : null);
    }

    /// <summary>What is wrong with the settings, in one line; null when nothing is.</summary>
    public virtual string? Fault(bool isProduction)
    {
        if (Functions.Select(function => function.Fault).FirstOrDefault(fault => fault is not null) is { } wrong)
        {
            return wrong;
        }
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
