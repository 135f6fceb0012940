using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>What decides how the web side is put together.</summary>
/// <param name="KeyRing">The file of the key ring; the keys of tokens lie beside it.</param>
/// <param name="Https">People reach us by https: cookies are bound to it, and tokens are given over nothing else.</param>
internal sealed record WebSettings(SignInSettings SignIn, CitizenSignInSettings CitizenSignIn, bool Https, string KeyRing, bool CreateKeys)
{
    public static WebSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var signIn = configuration.GetSection("SignIn").Get<SignInSettings>() ?? new SignInSettings();
        return new WebSettings(
            signIn,
            CitizenSignInSettings.From(configuration, signIn),
            configuration.GetValue("Hosting:Https", environment.IsProduction()),
            configuration["Keys:Path"] ?? "",
            configuration.GetValue<bool>("Keys:CreateIfMissing"));
    }

    public TokenKeys TokenKeys() => Access.TokenKeys.In(Path.GetDirectoryName(Path.GetFullPath(KeyRing))!, CreateKeys);

    public string? Fault(bool isProduction) => KeyRing.Length == 0
        ? "Keys:Path must name the file of the key ring, outside the database and its backups."
        : SignIn.Fault(isProduction) ?? CitizenSignIn.Fault(isProduction);
}
