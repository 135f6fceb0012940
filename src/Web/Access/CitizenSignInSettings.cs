namespace Sammenhaeng.Web.Access;

/// <summary>
/// Where private persons sign in: the broker of the national e-ID. Set under <c>CitizenSignIn</c>; where no Authority is named, citizens
/// cannot sign in.
/// </summary>
internal sealed class CitizenSignInSettings : SignInSettings
{
    private static readonly string[] Enough =
    [
        "https://data.gov.dk/concept/core/nsis/loa/Substantial", "https://data.gov.dk/concept/core/nsis/loa/High",
    ];

    public CitizenSignInSettings()
    {
        ClientId = "sammenhaeng-borger";
        IdleMinutes = 10;
    }

    /// <summary>The claim of the identity token that holds the CPR number.</summary>
    public string CprClaim { get; set; } = "cpr";

    /// <summary>The claim that holds the level of assurance; brokers differ.</summary>
    public string LevelClaim { get; set; } = "acr";

    /// <summary>Asked for besides <c>openid</c>, so that the broker tells the number; brokers differ.</summary>
    public string Scope { get; set; } = "ssn";

    public bool IsUsed => Authority.Length > 0;

    /// <summary>NSIS "Betydelig" and "Høj" where nothing else is named: who a citizen is, is never taken on less (NSIS, section 3).</summary>
    public IList<string> LevelsThatDo => Levels.Count > 0 ? Levels : Enough;

    /// <summary>In a demonstration the program itself vouches for the invented citizens.</summary>
    public static CitizenSignInSettings From(IConfiguration configuration, SignInSettings staff)
    {
        var settings = configuration.GetSection("CitizenSignIn").Get<CitizenSignInSettings>() ?? new CitizenSignInSettings();
        if (staff.Demonstration)
        {
            (settings.Authority, settings.Demonstration) = (staff.Authority, true);
            settings.Levels.Add(Access.Issuer.Level);
        }
        return settings;
    }

    public override string? Fault(bool isProduction) => !IsUsed || Demonstration ? null
        : !Uri.TryCreate(Authority, UriKind.Absolute, out var address) ? "CitizenSignIn:Authority must name the address of the national e-ID's broker, or be left out."
        : isProduction && address.Scheme != Uri.UriSchemeHttps ? "CitizenSignIn:Authority must be https in production."
        : null;
}
