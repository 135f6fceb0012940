using System.Buffers;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>413: the stream is longer, also unpacked, than one import may be.</summary>
public sealed class ImportTooLargeException : Exception
{
    public ImportTooLargeException()
        : this("The documents are more than one import may hold.")
    {
    }

    public ImportTooLargeException(string message)
        : base(message)
    {
    }

    public ImportTooLargeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>
/// Cuts a stream into documents, one a line, some hundred at a time. Holds one batch and no more, however long the stream; of a line
/// that is too long it keeps the beginning.
/// </summary>
public sealed class DocumentLines(Stream stream, DocumentFormat format, long maxBytes) : IDisposable
{
    public const int MaxDocuments = 500;
    private const int FullAt = 4 * 1024 * 1024;
    private const int KeptOfTooLong = 64 * 1024;

    private byte[] _read = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _from;
    private int _to;
    private bool _atStart = true;
    private long _number;

    /// <summary>Bytes taken from the stream, unpacked.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Fills the batch with the next documents; false when there are no more.</summary>
    public async Task<bool> ReadAsync(DocumentBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        var isTooLong = false;
        while (await FillAsync(cancellationToken))
        {
            var rest = _read.AsSpan(_from, _to - _from);
            var end = format == DocumentFormat.OnePerLine ? rest.IndexOf((byte)'\n') : -1;
            var piece = end < 0 ? rest : rest[..end];
            isTooLong = Append(batch, piece, isTooLong);
            _from += piece.Length;
            if (end < 0)
            {
                continue;
            }
            _from++;
            _number++;
            batch.EndDocument(_number, isTooLong);
            isTooLong = false;
            if (batch.Count == MaxDocuments || batch.Bytes >= FullAt)
            {
                return true;
            }
        }

        _number++;
        batch.EndDocument(_number, isTooLong);
        return batch.Count > 0;
    }

    public void Dispose()
    {
        if (_read.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_read, clearArray: true);
            _read = [];
        }
    }

    private static bool Append(DocumentBatch batch, ReadOnlySpan<byte> piece, bool isTooLong)
    {
        if (isTooLong)
        {
            batch.Skip(piece.Length);
            return true;
        }
        batch.Append(piece);
        if (batch.OpenLength <= DocumentLimits.MaxBytes)
        {
            return false;
        }
        batch.Cut(KeptOfTooLong);
        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_from < _to)
        {
            return true;
        }
        _from = 0;
        _to = await stream.ReadAsync(_read, cancellationToken);
        BytesRead += _to;
        if (BytesRead > maxBytes)
        {
            throw new ImportTooLargeException();
        }
        if (_atStart && _to > 0)
        {
            _atStart = false;
            await SkipByteOrderMarkAsync(cancellationToken);
        }
        return _from < _to;
    }

    private async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        while (_to < 3 && _read[0] == 0xEF)
        {
            var more = await stream.ReadAsync(_read.AsMemory(_to), cancellationToken);
            if (more == 0)
            {
                return;
            }
            _to += more;
            BytesRead += more;
        }
        if (_read.AsSpan(0, _to).StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            _from = 3;
        }
    }
}

public enum DocumentFormat
{
    /// <summary>The stream is one JSON document.</summary>
    One,

    /// <summary>NDJSON: one document a line; empty lines are passed over.</summary>
    OnePerLine,
}
