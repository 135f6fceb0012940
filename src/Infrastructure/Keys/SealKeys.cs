using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// The keys that seals of the access log are signed with. Of a key that has been replaced only the public part is kept: what it signed
/// is still checked, and nobody signs with it again.
/// </summary>
public sealed class SealKeys : IDisposable
{
    private readonly Dictionary<string, ECDsa> _public = [];
    private readonly ECDsa? _signing;

    private SealKeys(string? current, ECDsa? signing, IEnumerable<byte[]> publicKeys)
    {
        foreach (var key in publicKeys)
        {
            var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(key, out _);
            _public[NameOf(key)] = read;
        }
        Current = current;
        _signing = signing;
    }

    /// <summary>What new seals are signed with; null where only public keys are known.</summary>
    public string? Current { get; }

    public byte[] Sign(byte[] hash) => (_signing ?? throw new KeyRingException("There is no key to sign with here.")).SignHash(hash);

    /// <summary>Null when no key has this name.</summary>
    public bool? Verifies(string keyId, byte[] hash, byte[] signature) =>
        _public.TryGetValue(keyId, out var key) ? key.VerifyHash(hash, signature) : null;

    /// <summary>For whoever checks a proof elsewhere.</summary>
    public string PublicPem() => string.Concat(_public.Select(key => $"Key {key.Key}\n{key.Value.ExportSubjectPublicKeyInfoPem()}\n"));

    public static SealKeys FromPem(string pem)
    {
        var keys = new List<byte[]>();
        for (ReadOnlySpan<char> rest = pem; PemEncoding.TryFind(rest, out var at); rest = rest[at.Location.End..])
        {
            if (rest[at.Label] is "PUBLIC KEY")
            {
                keys.Add(Convert.FromBase64String(rest[at.Base64Data].ToString()));
            }
        }
        return keys.Count > 0 ? new SealKeys(null, null, keys) : throw new KeyRingException("There is no public key in that file.");
    }

    internal static SealKeys From(SealKeyRing.Kept kept)
    {
        var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(kept.PrivateKey, out _);
        var current = NameOf(signing.ExportSubjectPublicKeyInfo());
        return kept.PublicKeys.Any(key => NameOf(key) == current)
            ? new SealKeys(current, signing, kept.PublicKeys)
            : throw new CryptographicException("The public part of the current key is missing.");
    }

    public void Dispose()
    {
        _signing?.Dispose();
        foreach (var key in _public.Values)
        {
            key.Dispose();
        }
    }

    private static string NameOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 8));
}

/// <summary>The file of the seal keys, outside the database and its backups: whoever changes the log there cannot sign anew.</summary>
/// <param name="createIfMissing">Only where a lost ring loses nothing: development and demonstration.</param>
public sealed class SealKeyRing(string path, bool createIfMissing)
{
    /// <summary>
    /// AccessLog:SealKeys, or beside the key ring. A new key is made by itself only where Keys:CreateIfMissing says so.
    /// </summary>
    public static SealKeyRing From(IConfiguration configuration) => new(
        KeyFile.Beside(configuration, "AccessLog:SealKeys", "access-log-seals.json"), configuration.GetValue<bool>("Keys:CreateIfMissing"));

    internal sealed record Kept(int Version, byte[] PrivateKey, IReadOnlyList<byte[]> PublicKeys);

    /// <summary>Read each time it is needed, so that a changed key is taken up by those who are running.</summary>
    public SealKeys Open()
    {
        if (!File.Exists(path))
        {
            if (!createIfMissing)
            {
                throw new KeyRingException(
                    $"There are no seal keys at {path}. Put them back, or make them for a log without seals with 'sammenhaeng audit new-key'.");
            }
            Create();
        }
        return Read();
    }

    /// <summary>Makes the first key, or a new one in the place of the current; answers the keys as they are then.</summary>
    public SealKeys Renew()
    {
        if (!File.Exists(path))
        {
            Create();
            return Read();
        }
        using var old = Read();
        var kept = Parse(File.ReadAllBytes(path));
        var (privateKey, publicKey) = NewKey();
        KeyFile.Replace(path, file => Write(file, new Kept(1, privateKey, [.. kept.PublicKeys, publicKey])));
        return Read();
    }

    private void Create()
    {
        var (privateKey, publicKey) = NewKey();
        KeyFile.Create(path, file => Write(file, new Kept(1, privateKey, [publicKey])));
    }

    private SealKeys Read()
    {
        try
        {
            return SealKeys.From(Parse(File.ReadAllBytes(path)));
        }
        catch (Exception failure) when (failure is JsonException or CryptographicException)
        {
            throw new KeyRingException($"The seal keys at {path} cannot be read, or are not whole.", failure);
        }
    }

    private static Kept Parse(byte[] content) =>
        JsonSerializer.Deserialize<Kept>(content, JsonSerializerOptions.Web) is { Version: 1, PrivateKey: not null, PublicKeys: not null } kept
            ? kept
            : throw new JsonException("No seal keys of ours.");

    private static void Write(Stream file, Kept kept) => file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(kept, JsonSerializerOptions.Web)));

    private static (byte[] Private, byte[] Public) NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo());
    }
}
