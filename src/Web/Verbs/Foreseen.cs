using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;

namespace Sammenhaeng.Web.Verbs;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
internal sealed class Foreseen(Stream stream) : Stream
{
    private byte[] _seen = [];
    private int _from;
    private int _to;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Whether the documents stand one on a line, as far as the first megabyte shows. They do when the first line that is not empty is
    /// a JSON value of its own, or any line is a course document: a bad line must not hide the good ones. They do as well when there
    /// is no end of a line in all that, because then it is no document at all, and the next line may be one.
    /// </summary>
    public async Task<bool> HasDocumentOnALineAsync(CancellationToken cancellationToken)
    {
        _seen = new byte[DocumentLimits.MaxBytes + 1];
        int read;
        while (_to < _seen.Length && (read = await stream.ReadAsync(_seen.AsMemory(_to), cancellationToken)) > 0)
        {
            _to += read;
        }
        return HasDocumentOnALine(_seen.AsSpan(0, _to), isAll: _to < _seen.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var taken = Take(buffer);
        return taken > 0 ? taken : stream.Read(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var taken = Take(buffer.Span);
        return taken > 0 ? taken : await stream.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static bool HasDocumentOnALine(ReadOnlySpan<byte> beginning, bool isAll)
    {
        beginning = beginning.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? beginning[3..] : beginning;
        beginning = beginning.TrimStart(" \t\r\n"u8);
        if (!isAll && !beginning.Contains((byte)'\n'))
        {
            return true;
        }
        var isFirst = true;
        foreach (var at in beginning.Split((byte)'\n'))
        {
            var line = beginning[at].Trim(" \t\r"u8);
            if (IsWhole(line, out var isDocument) && (isFirst || isDocument))
            {
                return true;
            }
            isFirst = false;
        }
        return false;
    }

    /// <param name="line">Without white space around it.</param>
    /// <param name="isDocument">It has what no part of a course document has, only the document itself.</param>
    private static bool IsWhole(ReadOnlySpan<byte> line, out bool isDocument)
    {
        isDocument = false;
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = DocumentLimits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                isDocument |= reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("documentVersion"u8);
            }
            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _to - _from);
        _seen.AsSpan(_from, taken).CopyTo(buffer);
        _from += taken;
        return taken;
    }
}
