using System.Security.Cryptography;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// The key ring as its file is now: whoever is running takes up a new key without being started again. A ring that is gone or broken
/// stops nobody who has read it before, and another municipality's is refused.
/// </summary>
internal sealed class KeyRingFile
{
    private const int MostTries = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private readonly string _path;
    private readonly Lock _reading = new();
    private Known _known;

    public KeyRingFile(string path, bool createIfMissing)
    {
        _path = path;
        var ring = KeyRing.Open(path, createIfMissing);
        _known = new Known(ring, File.GetLastWriteTimeUtc(path));
    }

    private sealed record Known(KeyRing Ring, DateTime WrittenAt);

    public KeyRing Current => File.GetLastWriteTimeUtc(_path) == _known.WrittenAt ? _known.Ring : ReadAnew();

    /// <summary>Changes the file; two who do it at once wait for each other.</summary>
    public KeyRing Change(Func<KeyRing, KeyRing> change)
    {
        using var alone = Alone();
        change(KeyRing.Open(_path, createIfMissing: false)).Replace(_path);
        return ReadAnew();
    }

    private FileStream Alone()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < MostTries)
            {
                Thread.Sleep(Patience);
            }
        }
    }

    private KeyRing ReadAnew()
    {
        lock (_reading)
        {
            var writtenAt = File.GetLastWriteTimeUtc(_path);
            if (!File.Exists(_path) || writtenAt == _known.WrittenAt)
            {
                return _known.Ring;
            }
            var ring = KeyRing.Open(_path, createIfMissing: false);
            if (!CryptographicOperations.FixedTimeEquals(ring.IndexKey, _known.Ring.IndexKey))
            {
                throw new KeyRingException("Another key ring has been put in the place of this one. Put the right one back.");
            }
            _known = new Known(ring, writtenAt);
            return ring;
        }
    }
}
