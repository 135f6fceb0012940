using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Sammenhaeng.Web.Tests.Access;

/// <summary>
/// Another party's OpenID Connect issuer, which tells what a test has it tell: identity tokens put together by hand, signed or not, for
/// what no honest issuer would send.
/// </summary>
internal sealed class TellingIssuer : HttpMessageHandler
{
    public const string Address = "https://issuer.test";
    public const string ClientId = "our-pages";
    public const string ClientSecret = "our-secret-of-more-than-thirty-two-letters";
    public const string Level = "https://data.gov.dk/concept/core/nsis/loa/Substantial";

    private readonly RSA _key = RSA.Create(2048);
    private readonly Dictionary<string, (JsonObject Header, JsonObject Claims, Signing Signing, string Challenge)> _codes = new(StringComparer.Ordinal);

    public enum Signing
    {
        ByTheIssuer,
        ByAnother,
        ByNobody,
        LeftOut,
        BySharedSecret,
        ByThePublicKeyAsASecret,
    }

    /// <summary>What an honest issuer would say of this person to whoever asked in this address.</summary>
    public static JsonObject HonestClaims(Uri asked, string subject)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Address,
            ["aud"] = ClientId,
            ["sub"] = subject,
            ["nonce"] = QueryHelpers.ParseQuery(asked.Query)["nonce"].ToString(),
            ["iat"] = now,
            ["exp"] = now + 300,
            ["acr"] = Level,
            ["auth_time"] = now,
        };
    }

    /// <summary>A code for which these claims are told, once.</summary>
    public string CodeFor(Uri asked, JsonObject claims, Signing signing = Signing.ByTheIssuer)
    {
        var code = Guid.NewGuid().ToString("N");
        var algorithm = signing switch { Signing.ByNobody => "none", Signing.BySharedSecret or Signing.ByThePublicKeyAsASecret => "HS256", _ => "RS256" };
        var challenge = QueryHelpers.ParseQuery(asked.Query)["code_challenge"].ToString();
        _codes[code] = (new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = "one" }, claims, signing, challenge);
        return code;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.AbsolutePath switch
    {
        "/.well-known/openid-configuration" => Answer(new JsonObject
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }),
        "/keys" => Answer(new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = "one",
                ["alg"] = "RS256",
                ["n"] = WebEncoders.Base64UrlEncode(_key.ExportParameters(false).Modulus!),
                ["e"] = WebEncoders.Base64UrlEncode(_key.ExportParameters(false).Exponent!),
            }),
        }),
        "/token" => Give(QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken)).ToDictionary(field => field.Key, field => field.Value.ToString())),
        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
    };

    private HttpResponseMessage Give(Dictionary<string, string> asked)
    {
        if (!_codes.Remove(asked["code"], out var told)
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(asked.GetValueOrDefault("code_verifier", "")))) != told.Challenge)
        {
            return Answer(new JsonObject { ["error"] = "invalid_grant" }, HttpStatusCode.BadRequest);
        }
        return Answer(new JsonObject
        {
            ["access_token"] = "nothing",
            ["token_type"] = "Bearer",
            ["expires_in"] = 60,
            ["id_token"] = Token(told.Header, told.Claims, told.Signing),
        });
    }

    private string Token(JsonObject header, JsonObject claims, Signing signing)
    {
        var text = $"{Encoded(header)}.{Encoded(claims)}";
        var bytes = Encoding.ASCII.GetBytes(text);
        using var another = RSA.Create(2048);
        var signature = signing switch
        {
            Signing.ByTheIssuer => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            Signing.ByAnother => another.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            Signing.BySharedSecret => HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), bytes),
            Signing.ByThePublicKeyAsASecret => HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), bytes),
            _ => [],
        };
        return $"{text}.{WebEncoders.Base64UrlEncode(signature)}";
    }

    private static string Encoded(JsonObject json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static HttpResponseMessage Answer(JsonObject json, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(json) };

    protected override void Dispose(bool disposing)
    {
        _key.Dispose();
        base.Dispose(disposing);
    }
}
