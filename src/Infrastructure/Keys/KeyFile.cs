using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Configuration;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>A file of keys that only its owner reads. Written aside and put in its place whole, so that nobody reads half a key.</summary>
internal static class KeyFile
{
    /// <summary>The file that the setting names, or one beside the key ring.</summary>
    public static string Beside(IConfiguration configuration, string setting, string name)
    {
        if (configuration[setting] is { Length: > 0 } told)
        {
            return told;
        }
        return configuration["Keys:Path"] is { Length: > 0 } ring
            ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ring))!, name)
            : throw new InvalidOperationException("Keys:Path is not set: where the key ring lies.");
    }

    /// <summary>Whoever comes first stays: when another process made the file at the same moment, theirs stands.</summary>
    public static void Create(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = Draft(path, write);
        try
        {
            PutUnlessThere(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public static void Replace(string path, Action<Stream> write) => File.Move(Draft(path, write), path, overwrite: true);

    private static string Draft(string path, Action<Stream> write)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new FileStream(draft, options);
        write(file);
        file.Flush(flushToDisk: true);
        return draft;
    }

    /// <summary>
    /// Moving a file looks first and moves then on Unix, so that two could both find nothing there; a link is made only where nothing is.
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
            throw new KeyRingException($"The keys cannot be put at {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static byte[] Name(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Link(byte[] existing, byte[] added);
}
