using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Hosting;

/// <summary>What decides how the web side is put together.</summary>
/// <param name="Https">People reach us by https: cookies are bound to it, and tokens are given over nothing else.</param>
internal sealed record WebSettings(SignInSettings SignIn, bool Https, string KeysFolder)
{
    public static WebSettings From(IConfiguration configuration, IHostEnvironment environment)
    {
        var signIn = configuration.GetSection("SignIn").Get<SignInSettings>() ?? new SignInSettings();
        return new WebSettings(
            signIn,
            configuration.GetValue("Hosting:Https", environment.IsProduction()),
            configuration["Keys:Path"] ?? "");
    }

    public string? Fault(bool isProduction) => KeysFolder.Length == 0
        ? "Keys:Path must name the folder of the keys, outside the database and its backups."
        : SignIn.Fault(isProduction);
}
