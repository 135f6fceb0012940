using System.Security.Cryptography;
using Sammenhaeng.Application.Keys;

namespace Sammenhaeng.Infrastructure.Keys;

/// <summary>
/// The key ring as its file is now: whoever is running takes up a new key without being started again. A ring that is gone stops nobody
/// who has read it before; a broken one and another municipality's are refused.
/// </summary>
internal sealed class KeyRingFile
{
    private const int MostTries = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private readonly string _path;
    private readonly Lock _reading = new();
    private volatile Known _known;

    public KeyRingFile(string path, bool createIfMissing)
    {
        _path = path;
        // What it was before it was read: what changes it meanwhile is read the next time.
        var before = Mark.Of(path);
        _known = new Known(KeyRing.Open(path, createIfMissing), before);
    }

    private sealed record Known(KeyRing Ring, Mark? Mark);

    /// <summary>Two writings can fall in one tick of the file system's clock; a key more or less makes it longer or shorter.</summary>
    private readonly record struct Mark(DateTime WrittenAt, long Length)
    {
        public static Mark? Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new Mark(file.LastWriteTimeUtc, file.Length) : null;
        }
    }

    public KeyRing Current
    {
        get
        {
            var known = _known;
            return Mark.Of(_path) == known.Mark ? known.Ring : ReadAnew();
        }
    }

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
            var mark = Mark.Of(_path);
            if (mark is null || mark == _known.Mark)
            {
                return _known.Ring;
            }
            var ring = KeyRing.Open(_path, createIfMissing: false);
            if (!CryptographicOperations.FixedTimeEquals(ring.IndexKey, _known.Ring.IndexKey))
            {
                throw new KeyRingException("Another key ring has been put in the place of this one. Put the right one back.");
            }
            _known = new Known(ring, mark);
            return ring;
        }
    }
}
