using System.Numerics;

namespace Sammenhaeng.Application.CourseDocuments.Schema;

/// <summary>
/// The patterns a schema may use, compiled to a set of states that are all followed at once: time grows with the text and
/// never with its spite. Knows anchors, ASCII characters and classes, groups of alternatives, and the quantifiers
/// <c>?</c>, <c>+</c>, <c>{n}</c> and <c>{n,m}</c>; anything else is refused when the program starts.
/// </summary>
internal sealed class SchemaPattern
{
    private const int MostStates = 63;

    private readonly List<(UInt128 Low, UInt128 High)> _classes = [];
    private readonly List<ulong> _after = [];
    private readonly string _source;
    private int _at;
    private ulong _start;
    private ulong _accepting;

    // For each byte, the states that it leads into.
    private readonly ulong[] _entered = new ulong[256];

    private SchemaPattern(string source) => _source = source;

    public static SchemaPattern Compile(string source)
    {
        var pattern = new SchemaPattern(source);
        if (!source.StartsWith('^') || !source.EndsWith('$'))
        {
            throw pattern.Unknown("it has no anchors");
        }
        pattern._at = 1;
        var whole = pattern.Alternatives();
        if (pattern._at != source.Length - 1)
        {
            throw pattern.Unknown("it ends early");
        }
        pattern._start = whole.First;
        pattern._accepting = whole.Last;
        if (whole.CanBeEmpty)
        {
            throw pattern.Unknown("it takes the empty text");
        }
        for (var state = 0; state < pattern._classes.Count; state++)
        {
            for (var b = 0; b < 256; b++)
            {
                var (low, high) = pattern._classes[state];
                if (((b < 128 ? low >> b : high >> (b - 128)) & 1) != 0)
                {
                    pattern._entered[b] |= 1UL << state;
                }
            }
        }
        return pattern;
    }

    public bool Matches(ReadOnlySpan<byte> utf8)
    {
        var reachable = _start;
        var states = 0UL;
        foreach (var b in utf8)
        {
            states = reachable & _entered[b];
            if (states == 0)
            {
                return false;
            }
            reachable = 0;
            for (var left = states; left != 0; left &= left - 1)
            {
                reachable |= _after[BitOperations.TrailingZeroCount(left)];
            }
        }
        return (states & _accepting) != 0;
    }

    private readonly record struct Part(ulong First, ulong Last, bool CanBeEmpty);

    private Part Alternatives()
    {
        var part = Sequence();
        while (_source[_at] == '|')
        {
            _at++;
            var other = Sequence();
            part = new Part(part.First | other.First, part.Last | other.Last, part.CanBeEmpty || other.CanBeEmpty);
        }
        return part;
    }

    private Part Sequence()
    {
        var whole = new Part(0, 0, true);
        while (_source[_at] is not ('|' or ')' or '$'))
        {
            var from = _at;
            var part = Quantified(from, Atom());
            whole = Then(whole, part);
        }
        return whole;
    }

    private Part Then(Part a, Part b)
    {
        for (var left = a.Last; left != 0; left &= left - 1)
        {
            _after[BitOperations.TrailingZeroCount(left)] |= b.First;
        }
        return new Part(
            a.First | (a.CanBeEmpty ? b.First : 0), b.Last | (b.CanBeEmpty ? a.Last : 0), a.CanBeEmpty && b.CanBeEmpty);
    }

    private Part Quantified(int from, Part atom)
    {
        switch (_source[_at])
        {
            case '?':
                _at++;
                return atom with { CanBeEmpty = true };
            case '+':
                _at++;
                _ = Then(atom, atom);
                return atom;
            case '{':
                var (least, most) = Counts();
                var after = _at;
                for (var i = 1; i < most; i++)
                {
                    _at = from;
                    var again = Atom();
                    atom = Then(atom, i >= least ? again with { CanBeEmpty = true } : again);
                }
                _at = after;
                return atom;
            default:
                return atom;
        }
    }

    private (int Least, int Most) Counts()
    {
        var close = _source.IndexOf('}', _at);
        var parts = close < 0 ? [] : _source[(_at + 1)..close].Split(',');
        if (parts.Length is 0 or > 2 || !int.TryParse(parts[0], out var least) || !int.TryParse(parts[^1], out var most)
            || least < 1 || most < least)
        {
            throw Unknown("a count cannot be read");
        }
        _at = close + 1;
        return (least, most);
    }

    private Part Atom()
    {
        switch (_source[_at])
        {
            case '(':
                _at++;
                var group = Alternatives();
                Expect(')');
                return group;
            case '[':
                return Class();
            case var c when char.IsAsciiLetterOrDigit(c) || c is '-' or ':' or ' ':
                _at++;
                return State((UInt128)1 << c, 0);
            default:
                throw Unknown("it has a sign that is not known here");
        }
    }

    private Part Class()
    {
        _at++;
        var negated = _source[_at] == '^';
        if (negated)
        {
            _at++;
        }
        UInt128 members = 0;
        while (_source[_at] != ']')
        {
            var first = ClassCharacter();
            var last = first;
            if (_source[_at] == '-' && _source[_at + 1] != ']')
            {
                _at++;
                last = ClassCharacter();
            }
            for (var c = first; c <= last; c++)
            {
                members |= (UInt128)1 << c;
            }
        }
        _at++;
        // A negated class takes the bytes of every other character one by one, so only "one or more" counts right.
        if (negated && _source[_at] != '+')
        {
            throw Unknown("a negated class must be followed by +");
        }
        return negated ? State(~members, UInt128.MaxValue) : State(members, 0);
    }

    private int ClassCharacter()
    {
        var c = _source[_at++];
        if (c == '\\')
        {
            if (_source[_at] != 'u')
            {
                throw Unknown("an escape is not known here");
            }
            c = (char)Convert.ToInt32(_source.Substring(_at + 1, 4), 16);
            _at += 5;
        }
        return c < 128 ? c : throw Unknown("a class holds a character beyond ASCII");
    }

    private Part State(UInt128 low, UInt128 high)
    {
        if (_classes.Count == MostStates)
        {
            throw Unknown("it is too long");
        }
        _classes.Add((low, high));
        _after.Add(0);
        var bit = 1UL << (_classes.Count - 1);
        return new Part(bit, bit, false);
    }

    private void Expect(char c)
    {
        if (_source[_at] != c)
        {
            throw Unknown($"a {c} is missing");
        }
        _at++;
    }

    private InvalidOperationException Unknown(string why) => new($"The schema's pattern {_source} cannot be compiled: {why}.");
}
