using System.Buffers;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Some documents as bytes, in one array that is used again for the next ones.</summary>
public sealed class DocumentBatch : IDisposable
{
    private const int LargestKept = 8 * 1024 * 1024;

    private readonly List<RawDocument> _documents = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int _start;
    private int _end;
    private long _skipped;

    public int Count => _documents.Count;

    /// <summary>Of the whole batch.</summary>
    public int Bytes => _end;

    /// <summary>Length of the document that has not been ended yet.</summary>
    internal int OpenLength => _end - _start;

    public RawDocument this[int index] => _documents[index];

    public ReadOnlySpan<byte> BytesOf(RawDocument document) => _bytes.AsSpan(document.Offset, document.Length);

    /// <summary>Takes one whole document, which is the only one of the batch.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        var isTooLong = document.Length > DocumentLimits.MaxBytes;
        Append(isTooLong ? [] : document);
        _documents.Add(new RawDocument(_documents.Count + 1, _start, OpenLength, document.Length, !isTooLong));
        _start = _end;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = [];
        }
    }

    internal void Clear()
    {
        _documents.Clear();
        _start = _end = 0;
        _skipped = 0;
        if (_bytes.Length > LargestKept)
        {
            Dispose();
            _bytes = ArrayPool<byte>.Shared.Rent(256 * 1024);
        }
    }

    internal void Append(ReadOnlySpan<byte> piece)
    {
        if (_bytes.Length - _end < piece.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _end + piece.Length));
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }
        piece.CopyTo(_bytes.AsSpan(_end));
        _end += piece.Length;
    }

    internal void Skip(int count) => _skipped += count;

    internal void Cut(int kept)
    {
        _skipped = OpenLength - kept;
        _end = _start + kept;
    }

    /// <summary>Ends the open document; one of nothing but white space is none.</summary>
    internal void EndDocument(long line, bool isTooLong)
    {
        if (_bytes.AsSpan(_start, OpenLength).IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            _documents.Add(new RawDocument(line, _start, OpenLength, OpenLength + _skipped, !isTooLong));
            _start = _end;
        }
        _end = _start;
        _skipped = 0;
    }
}

/// <summary>Where a document lies in its batch.</summary>
/// <param name="Line">In the stream, from 1.</param>
/// <param name="Offset">Of its first byte in the batch.</param>
/// <param name="Length">What is kept of it.</param>
/// <param name="FullLength">What was sent.</param>
/// <param name="IsComplete">False when it is too long, so that only the beginning is kept.</param>
public readonly record struct RawDocument(long Line, int Offset, int Length, long FullLength, bool IsComplete);
