using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// Cuts a stream into the JSON values that stand in it one after another, with or without line breaks between and inside them.
/// Holds one value at a time. Where something is no JSON, the line on which it began is given up and reading goes on with the
/// next one; what had been taken for the rest of a broken value is then read line by line, so that one value without an end does
/// not swallow those that follow it.
/// </summary>
internal sealed class JsonValues(Stream stream, int maxBytes)
{
    private const int MaxDepth = 64;
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _from;
    private int _to;
    private int _length;
    private bool _isAtEnd;
    private bool _isAtStart = true;

    // Up to here (counted from the beginning of the stream) a broken value had been read.
    private long _lineByLineUntil;
    private long _position;
    private long _line = 1;

    public enum Found : byte { End, Value, Malformed, TooLarge }

    /// <summary>The value that was found; valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_from, _length);

    /// <summary>Where the fault is, as line and column.</summary>
    public string Place { get; private set; } = "";

    public Found Next()
    {
        Consume(_length);
        _length = 0;
        while (_position < _lineByLineUntil)
        {
            if (NextOfLine() is { } found)
            {
                return found;
            }
        }
        return SkipWhiteSpace() ? NextOfStream() : Found.End;
    }

    /// <summary>A line of what was read before as part of a broken value: only one that looks like a request counts.</summary>
    private Found? NextOfLine()
    {
        var end = EndOfLine();
        var line = _buffer.AsSpan(_from, end);
        if (!line.StartsWith("{\""u8) && !line.StartsWith("{ \""u8))
        {
            GiveUpLine();
            return null;
        }
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (json.Read())
            {
            }
        }
        catch (JsonException fault)
        {
            return Fault(fault, Found.Malformed);
        }
        _length = end;
        return Found.Value;
    }

    private Found NextOfStream()
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth });
        var read = 0;
        while (true)
        {
            var json = new Utf8JsonReader(_buffer.AsSpan(_from + read, _to - _from - read), _isAtEnd, state);
            try
            {
                while (json.Read())
                {
                    if (json.CurrentDepth == 0 && json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    {
                        _length = read + (int)json.BytesConsumed;
                        return Found.Value;
                    }
                }
            }
            catch (JsonException fault)
            {
                _lineByLineUntil = _position + read + json.BytesConsumed;
                return Fault(fault, Found.Malformed);
            }
            read += (int)json.BytesConsumed;
            state = json.CurrentState;
            if (_to - _from > maxBytes)
            {
                _lineByLineUntil = _position + (_to - _from);
                return Fault(null, Found.TooLarge);
            }
            Fill();
        }
    }

    private Found Fault(JsonException? fault, Found found)
    {
        var column = fault?.LineNumber is null or 0 ? fault?.BytePositionInLine : 0;
        Place = string.Create(CultureInfo.InvariantCulture, $"{_line + (fault?.LineNumber ?? 0)}:{(column ?? 0) + 1}");
        GiveUpLine();
        return found;
    }

    /// <summary>Passes over the rest of the line, however long it is.</summary>
    private void GiveUpLine()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            Consume(end < 0 ? _to - _from : end + 1);
            if (end >= 0 || !Fill())
            {
                return;
            }
        }
    }

    /// <summary>How long the line is, without its break; a line beyond the bound is cut there.</summary>
    private int EndOfLine()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return end;
            }
            if (_to - _from > maxBytes || !Fill())
            {
                return _to - _from;
            }
        }
    }

    private bool SkipWhiteSpace()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_from, _to - _from);
            if (_isAtStart && rest.Length < Encoding.UTF8.Preamble.Length && Fill())
            {
                continue;
            }
            if (_isAtStart && rest.StartsWith(Encoding.UTF8.Preamble))
            {
                Consume(Encoding.UTF8.Preamble.Length);
                rest = _buffer.AsSpan(_from, _to - _from);
            }
            _isAtStart = false;
            var first = rest.IndexOfAnyExcept(" \t\r\n"u8);
            if (first >= 0)
            {
                Consume(first);
                return true;
            }
            Consume(rest.Length);
            if (!Fill())
            {
                return false;
            }
        }
    }

    private void Consume(int bytes)
    {
        _line += _buffer.AsSpan(_from, bytes).Count((byte)'\n');
        _from += bytes;
        _position += bytes;
    }

    /// <summary>Reads on; false at the end of the stream.</summary>
    private bool Fill()
    {
        if (_isAtEnd)
        {
            return false;
        }
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            _to -= _from;
            _from = 0;
        }
        if (_to == 0 && _buffer.Length > FirstBuffer * 16)
        {
            _buffer = new byte[FirstBuffer];
        }
        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var bytes = stream.Read(_buffer, _to, _buffer.Length - _to);
        _isAtEnd = bytes == 0;
        _to += bytes;
        return bytes > 0;
    }
}
