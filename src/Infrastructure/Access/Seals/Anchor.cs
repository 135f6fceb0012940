using System.Globalization;
using System.Text;
using Npgsql;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Access.Seals;

/// <summary>The anchor and the log do not belong together. What to do stands in docs/access-log.md.</summary>
public sealed class AnchorException(string message) : InvalidOperationException(message);

/// <summary>
/// A file outside the database, on another disk or machine where possible, that gets a line for each seal: its number and its hash.
/// Whoever can rewrite the whole log, with the keys even, cannot rewrite that.
/// </summary>
public sealed class Anchor(string path)
{
    private const int LongestLine = 200;

    /// <param name="Hash">Of the head of the seal.</param>
    public sealed record Line(long Number, byte[] Hash);

    public string Path => path;

    public bool Exists => File.Exists(path);

    /// <summary>Adds the committed seals that it has not. When another process is at it, that one does it.</summary>
    internal async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        using var file = TryOpen();
        if (file is null)
        {
            return;
        }
        var last = LastOf(file);
        if (last is not null)
        {
            await ExpectAsync(connection, last, cancellationToken);
        }
        for (var number = last?.Number ?? 0; ;)
        {
            // No row lies in an empty time, so no leaves come along.
            var seals = await SealTable.AfterAsync(connection, number, DateTime.MaxValue, DateTime.MinValue, cancellationToken);
            if (seals.Count == 0)
            {
                return;
            }
            var lines = string.Concat(seals.Select(one => string.Create(
                CultureInfo.InvariantCulture, $"{one.Seal.Number} {Convert.ToHexStringLower(one.Seal.Hash())} {SealTime.Text(one.Seal.SealedAt)}\n")));
            file.Write(Encoding.ASCII.GetBytes(lines));
            file.Flush(flushToDisk: true);
            number = seals[^1].Seal.Number;
        }
    }

    /// <summary>What has been anchored until now, line by line.</summary>
    public IEnumerable<Line> Read()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        // What is added from here on may be of seals that whoever verifies does not see yet.
        var length = file.Length;
        using var reader = new StreamReader(file, Encoding.ASCII);
        for (var read = 0L; read < length && reader.ReadLine() is { } text; read += text.Length + 1)
        {
            // A line that was being written when the machine stopped has no end; its seal is added again.
            if (read + text.Length < length)
            {
                yield return Parse(text);
            }
        }
    }

    private FileStream? TryOpen()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The last whole line; what was half written after it is cut off.</summary>
    private static Line? LastOf(FileStream file)
    {
        var from = Math.Max(0, file.Length - (2 * LongestLine));
        file.Position = from;
        var tail = new byte[file.Length - from];
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf((byte)'\n');
        file.SetLength(from + end + 1);
        file.Position = file.Length;
        if (end < 0)
        {
            return null;
        }
        var begin = tail.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        return Parse(Encoding.ASCII.GetString(tail, begin, end - begin));
    }

    private static async Task ExpectAsync(NpgsqlConnection connection, Line last, CancellationToken cancellationToken)
    {
        var found = await SealTable.AfterAsync(connection, last.Number - 1, DateTime.MaxValue, DateTime.MinValue, cancellationToken);
        if (found is not [var one, ..] || one.Seal.Number != last.Number || !one.Seal.Hash().AsSpan().SequenceEqual(last.Hash))
        {
            throw new AnchorException(string.Create(
                CultureInfo.InvariantCulture, $"The anchor ends with seal {last.Number}, which the log does not have, or has otherwise."));
        }
    }

    private static Line Parse(string text) => text.Split(' ') is [var number, { Length: 64 } hash, ..]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
        && hash.All(char.IsAsciiHexDigit)
            ? new Line(parsed, Convert.FromHexString(hash))
            : throw new AnchorException("The anchor has a line that is not of ours.");
}
