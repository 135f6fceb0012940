using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// One of the two ways in: for staff, by the municipality's sign-in service, and for private persons, by the national e-ID. Each has a
/// cookie of its own, so that a caseworker who looks at their own plan is two people to the product.
/// </summary>
/// <param name="Session">Of its session cookie, as a scheme.</param>
/// <param name="Issuer">Of its sign-in service, as a scheme.</param>
/// <param name="Root">What its addresses begin with; empty for the staff's.</param>
internal sealed record Door(string Session, string Issuer, string Root)
{
    public static readonly Door Staff = new("session", "issuer", "");
    public static readonly Door Private = new("private-session", "national-eid", "/mit");

    public string Home => Root.Length == 0 ? "/" : Root;

    public string SignIn => $"{Root}/log-ind";

    public string Answer => $"{Root}/log-ind/svar";

    public string SignOut => $"{Root}/log-ud";

    public string SignedOutAnswer => $"{Root}/log-ud/svar";

    public string SignedOut => $"{Root}/logget-af";

    public string Trouble(string kind) => $"{Root}/log-ind/{kind}";

    public static Door Of(PathString path) => path.StartsWithSegments(Private.Root) ? Private : Staff;

    /// <summary>Whom the door lets in: as what they are known inside, or the door's answer to somebody who is not let in.</summary>
    internal delegate Task<Admission> Admit(TokenValidatedContext context);
}

/// <param name="Subject">As sessions and the access log name them; null for who is not let in.</param>
/// <param name="Outcome">As the access log tells it.</param>
/// <param name="Trouble">The page that tells whoever is not let in.</param>
internal sealed record Admission(string? Subject, string Outcome, string? Trouble = null)
{
    /// <summary>A claim that says more of them than the subject.</summary>
    public System.Security.Claims.Claim? More { get; init; }
}
