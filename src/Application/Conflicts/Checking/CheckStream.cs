using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// Reads check requests one after another from a stream, JSON values with or without lines between them, and answers each with
/// one line, in order. Only the request at hand is in memory. What is no JSON is answered as such, and reading goes on at the
/// next line.
/// </summary>
public sealed class CheckStream(Stream input, Stream output, bool brief)
{
    /// <summary>Bytes of one request at most.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly CourseChecker _checker = new(brief);
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    private enum Look { Value, NeedsMore, Nothing, Malformed }

    /// <summary>Whether any request had a finding or an error.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var anything = false;
        while (true)
        {
            var look = LookAhead(out var length);
            if (look == Look.NeedsMore)
            {
                if (_end - _start >= MostBytes)
                {
                    anything = true;
                    await AnswerProblemAsync(CheckProblem.TooLarge(MostBytes), cancellationToken);
                    await SkipLineAsync(cancellationToken);
                    continue;
                }
                await FillAsync(cancellationToken);
                continue;
            }
            if (look == Look.Nothing)
            {
                return anything;
            }
            if (look == Look.Malformed)
            {
                anything = true;
                await AnswerProblemAsync(CheckProblem.Malformed(), cancellationToken);
                await SkipLineAsync(cancellationToken);
                continue;
            }
            anything |= await AnswerAsync(_buffer.AsMemory(_start, length), cancellationToken);
            _start += length;
        }
    }

    /// <summary>Whether a whole JSON value stands at the front, and how long it is.</summary>
    private Look LookAhead(out int length)
    {
        while (_start < _end && _buffer[_start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)
        {
            _start++;
        }
        length = 0;
        if (_start >= _end)
        {
            return _isAtEnd ? Look.Nothing : Look.NeedsMore;
        }
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAtEnd, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 128 }));
        try
        {
            if (!reader.Read() || !reader.TrySkip())
            {
                return _isAtEnd ? Look.Malformed : Look.NeedsMore;
            }
            length = (int)reader.BytesConsumed;
            return Look.Value;
        }
        catch (JsonException)
        {
            return Look.Malformed;
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isAtEnd = read == 0;
    }

    private async Task SkipLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                _start += at + 1;
                return;
            }
            _start = _end;
            if (_isAtEnd)
            {
                return;
            }
            await FillAsync(cancellationToken);
        }
    }

    private async Task<bool> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        _line.Clear();
        bool found;
        using (var json = new Utf8JsonWriter(_line, Relaxed))
        {
            found = _checker.Answer(request, json);
        }
        await WriteLineAsync(cancellationToken);
        return found;
    }

    private async Task AnswerProblemAsync(CheckProblem problem, CancellationToken cancellationToken)
    {
        _line.Clear();
        using (var json = new Utf8JsonWriter(_line, Relaxed))
        {
            json.WriteStartObject();
            json.WriteNull("id");
            CourseChecker.WriteProblem(json, problem);
            json.WriteEndObject();
        }
        await WriteLineAsync(cancellationToken);
    }

    private async Task WriteLineAsync(CancellationToken cancellationToken)
    {
        _line.Write("\n"u8);
        await output.WriteAsync(_line.WrittenMemory, cancellationToken);
    }
}
