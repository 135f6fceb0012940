using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// The keys that tokens are signed and encrypted with. They lie as files beside the CPR keys, outside the database, so that a copy of
/// the database signs nobody in. Elliptic: a new RSA key would cost the first sign-in seconds.
/// </summary>
internal sealed class TokenKeys
{
    private TokenKeys(ECDsa signing, byte[] encryption)
    {
        Signing = new ECDsaSecurityKey(signing) { KeyId = NameOf(signing.ExportSubjectPublicKeyInfo()) };
        Encryption = new SymmetricSecurityKey(encryption) { KeyId = NameOf(SHA256.HashData(encryption)) };
    }

    public ECDsaSecurityKey Signing { get; }

    public SymmetricSecurityKey Encryption { get; }

    /// <summary>Reads the keys of the folder, and may make those that are missing. Two processes that start at once end with the same keys.</summary>
    public static TokenKeys In(string folder, bool createIfMissing)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(Read("token-signing.key", fresh.ExportPkcs8PrivateKey), out _);
        return new TokenKeys(signing, Read("token-encryption.key", () => RandomNumberGenerator.GetBytes(32)));

        byte[] Read(string name, Func<byte[]> make) => ReadOrMake(Path.Combine(folder, name), createIfMissing ? make : null);
    }

    private static byte[] ReadOrMake(string path, Func<byte[]>? make)
    {
        if (!File.Exists(path))
        {
            if (make is null)
            {
                throw new FileNotFoundException(
                    $"there is no {path}. Put it back, or make new token keys with Keys:CreateIfMissing=true; tokens given before end then.");
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Written aside and moved, so that nobody reads half a key; whoever comes second keeps the first one's.
            var aside = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(aside, options))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(make())));
            }
            MoveUnlessThere(aside, path);
        }
        return Convert.FromBase64String(File.ReadAllText(path));
    }

    private static void MoveUnlessThere(string aside, string path)
    {
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }

    private static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
}
