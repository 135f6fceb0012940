using System.Buffers;
using System.Runtime.ExceptionServices;

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

/// <summary>The stream could not be read to its end. The whole documents before that were taken.</summary>
public sealed class ImportBrokenOffException(ImportAnswer answer, Exception reason)
    : Exception("The documents could not be read to their end.", reason)
{
    public ImportAnswer Answer { get; } = answer;
}

/// <summary>
/// Cuts a stream into documents, one a line, a thousand at a time. Holds one batch and no more, however long the stream; of a line
/// that is too long it keeps the beginning.
/// </summary>
public sealed class DocumentLines(Stream stream, DocumentFormat format, long maxBytes) : IDisposable
{
    public const int MaxDocuments = 1000;
    private const int FullAt = 4 * 1024 * 1024;
    private const int KeptOfTooLong = 64 * 1024;

    private byte[] _read = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _from;
    private int _to;
    private bool _atStart = true;
    private long _number;
    private bool _isOver;

    /// <summary>What the stream could not be read to its end for.</summary>
    public Exception? BrokenOff { get; private set; }

    /// <summary>Bytes taken from the stream, unpacked.</summary>
    public long BytesRead { get; private set; }

    /// <summary>
    /// Fills the batch with the next documents; false when there are no more. A stream that breaks off is told after the whole documents
    /// before that have been given.
    /// </summary>
    public async Task<bool> ReadAsync(DocumentBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        if (BrokenOff is not null)
        {
            ExceptionDispatchInfo.Throw(BrokenOff);
        }
        try
        {
            return await CutAsync(batch, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            BrokenOff = failure;
            if (batch.Count == 0)
            {
                throw;
            }
            return true;
        }
    }

    private async Task<bool> CutAsync(DocumentBatch batch, CancellationToken cancellationToken)
    {
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
        while (_from == _to)
        {
            if (_isOver)
            {
                throw new ImportTooLargeException();
            }
            _from = 0;
            _to = await stream.ReadAsync(_read, cancellationToken);
            if (_to == 0)
            {
                return false;
            }
            if (_to > maxBytes - BytesRead)
            {
                // What may be read is, so that it does not depend on the pieces it comes in how much is taken.
                _to = (int)(maxBytes - BytesRead);
                _isOver = true;
            }
            BytesRead += _to;
            if (_atStart)
            {
                _atStart = false;
                await SkipByteOrderMarkAsync(cancellationToken);
            }
        }
        return true;
    }

    private async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        while (_to is > 0 and < 3 && _read[0] == 0xEF)
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
