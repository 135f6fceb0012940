namespace Sammenhaeng.Web.Hosting;

/// <summary>A content security policy of its own for an endpoint whose page is not ours to write.</summary>
internal sealed record ContentPolicy(string Value)
{
    private const string Closed =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Where the page that answers has put the nonce of its scripts, for {nonce} in the policy.</summary>
    public object? NonceKey { get; init; }

    public string For(HttpContext context) => NonceKey is null
        ? Value
        : Value.Replace("{nonce}", context.Items[NonceKey] as string ?? "none", StringComparison.Ordinal);

    /// <summary>Browsers hold a form's redirects to form-action as well, and signing out ends at the sign-in service.</summary>
    public static ContentPolicy ForOurPages(IEnumerable<string?> signOutOrigins) =>
        new(string.Join(' ', signOutOrigins.OfType<string>().Distinct().Prepend(Closed)));
}
