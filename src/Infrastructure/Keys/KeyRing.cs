using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, ring, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }
        try
        {
            PutUnlessThere(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Whoever comes first stays: when another process made a ring at the same moment, theirs stands. Moving a file looks first and
    /// moves then on Unix, so that two could both find nothing there; a link is made only where nothing is.
    /// </summary>
    private static void PutUnlessThere(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
            }
            return;
        }
        if (Link(Name(draft), Name(path)) != 0 && !File.Exists(path))
        {
            throw new KeyRingException($"The key ring cannot be put at {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static byte[] Name(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Link(byte[] existing, byte[] added);
}
