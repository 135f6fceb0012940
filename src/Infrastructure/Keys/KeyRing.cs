using System.Security.Cryptography;
using System.Text.Json;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// The keys of one municipality, in a file that only its owner reads, outside the database and its backups. Each sealed value says
/// which key it needs, so a new key can be taken for writing while old values stay readable.
/// </summary>
internal sealed record KeyRing(int Version, byte[] IndexKey, int CurrentKey, IReadOnlyDictionary<int, byte[]> Keys)
{
    private const int KeyLength = 32;

    /// <param name="path">The file.</param>
    /// <param name="createIfMissing">Only where a lost ring loses nothing: development and demonstration.</param>
    public static KeyRing Open(string path, bool createIfMissing)
    {
        if (!File.Exists(path))
        {
            if (!createIfMissing)
            {
                throw new KeyRingException(
                    $"There is no key ring at {path}. Put it back, or make one for a new database with Keys:CreateIfMissing=true.");
            }
            Create(path);
        }

        KeyRing? ring;
        try
        {
            ring = JsonSerializer.Deserialize<KeyRing>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
        }
        catch (JsonException failure)
        {
            throw new KeyRingException($"The key ring at {path} cannot be read.", failure);
        }
        return ring is { Version: 1, IndexKey.Length: KeyLength }
            && ring.Keys.Count > 0
            && ring.Keys.ContainsKey(ring.CurrentKey)
            && ring.Keys.Values.All(key => key.Length == KeyLength)
            ? ring
            : throw new KeyRingException($"The key ring at {path} is not one of ours, or not whole.");
    }

    private static void Create(string path)
    {
        var ring = new KeyRing(
            1,
            RandomNumberGenerator.GetBytes(KeyLength),
            1,
            new Dictionary<int, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyLength) });
        KeyFile.Create(path, file => JsonSerializer.Serialize(file, ring, JsonSerializerOptions.Web));
    }
}
