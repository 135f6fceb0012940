using System.Security.Cryptography;
using System.Text.Json;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// The keys of one municipality, in a file that only its owner reads, outside the database and its backups. Each sealed value says
/// which key it needs, so a new key can be taken for writing while old values stay readable.
/// </summary>
/// <param name="MarkKeys">Further keys of marks, in the order they were taken; a mark is made with the first <c>n</c> of them that the database tells.</param>
internal sealed record KeyRing(
    int Version, byte[] IndexKey, int CurrentKey, IReadOnlyDictionary<int, byte[]> Keys, IReadOnlyList<byte[]>? MarkKeys = null)
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
            && ring.MarkKeys?.All(key => key.Length == KeyLength) != false
            ? ring
            : throw new KeyRingException($"The key ring at {path} is not one of ours, or not whole.");
    }

    /// <summary>With a new key, by which everything is sealed from now on; the old ones still open what they sealed.</summary>
    public KeyRing WithNewKey()
    {
        var next = Keys.Keys.Max() + 1;
        return this with { CurrentKey = next, Keys = new Dictionary<int, byte[]>(Keys) { [next] = RandomNumberGenerator.GetBytes(KeyLength) } };
    }

    /// <exception cref="KeyRingException">It is not there, or everything is sealed by it now.</exception>
    public KeyRing Without(int key) => key == CurrentKey || !Keys.ContainsKey(key)
        ? throw new KeyRingException(key == CurrentKey ? $"Key {key} is the one in use." : $"The key ring has no key {key}.")
        : this with { Keys = Keys.Where(one => one.Key != key).ToDictionary() };

    /// <summary>With a further key of marks, for when the first may have been seen by somebody.</summary>
    public KeyRing WithNewMarkKey() => this with { MarkKeys = [.. MarkKeys ?? [], RandomNumberGenerator.GetBytes(KeyLength)] };

    public void Replace(string path) => KeyFile.Replace(path, Write);

    private static void Create(string path)
    {
        var ring = new KeyRing(
            1,
            RandomNumberGenerator.GetBytes(KeyLength),
            1,
            new Dictionary<int, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyLength) });
        KeyFile.Create(path, ring.Write);
    }

    private void Write(Stream file) => JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web);
}
