using Sammenhaeng.Application.CourseDocuments.Reading;

namespace Sammenhaeng.Application.CourseDocuments.Schema;

[Flags]
internal enum JsonTypes : byte
{
    None = 0,
    String = 1,
    Number = 2,
    Integer = 4,
    Boolean = 8,
    Array = 16,
    Object = 32,
    Null = 64,
}

internal enum TextFormat : byte { None, Date, DateTime }

/// <summary>One place of the schema, compiled: what a value may be there, and what is done with it.</summary>
internal sealed class SchemaNode
{
    /// <summary>As a pointer with <c>*</c> for any index, such as <c>/plans/*/from</c>.</summary>
    public required string Pointer { get; init; }

    /// <summary>The property's name; empty for the root and for entries of lists.</summary>
    public string Name { get; init; } = "";

    public JsonTypes Types { get; set; }

    /// <summary>The words allowed, in the schema's order.</summary>
    public string[]? Choices { get; set; }

    public byte[][] ChoicesUtf8 { get; set; } = [];

    public int? Constant { get; set; }

    public SchemaPattern? Pattern { get; set; }

    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public TextFormat Format { get; set; }

    public int MinItems { get; set; }

    public int? Minimum { get; set; }

    public int? Maximum { get; set; }

    public PropertyTable? Properties { get; set; }

    public SchemaNode? Items { get; set; }

    /// <summary>Alternatives that differ in type, so that the first token tells which one it is.</summary>
    public SchemaNode[]? Branches { get; set; }

    // What is done with a value that is right. Exactly one of the first group for a scalar.
    public Action<DocumentRows, string?>? OnText { get; set; }
    public Action<DocumentRows, KnownCode>? OnCode { get; set; }
    public Action<DocumentRows, int>? OnChoice { get; set; }
    public Action<DocumentRows, DateOnly?>? OnDate { get; set; }
    public Action<DocumentRows, DateTime>? OnInstant { get; set; }
    public Action<DocumentRows, double>? OnNumber { get; set; }
    public Action<DocumentRows, int>? OnInteger { get; set; }
    public Action<DocumentRows, bool>? OnFlag { get; set; }

    public Action<DocumentRows>? OnEnter { get; set; }
    public Action<DocumentRows>? OnLeave { get; set; }

    /// <summary>Which list of known codes the text must be in.</summary>
    public CodeKind CodeKind { get; set; }

    public bool IsBound { get; set; }

    public bool IsScalar => Branches is null && (Types & (JsonTypes.Object | JsonTypes.Array)) == 0;

    public bool Allows(JsonTypes types) => (Types & types) != 0;
}

/// <summary>The properties of one kind of object, found by their bytes.</summary>
internal sealed class PropertyTable
{
    private const int Buckets = 64;

    private readonly sbyte[] _first = new sbyte[Buckets];
    private readonly sbyte[] _next;
    private readonly byte[][] _names;

    public PropertyTable(SchemaNode[] nodes, ulong required)
    {
        if (nodes.Length > 64)
        {
            throw new InvalidOperationException("The schema has an object with more than 64 properties.");
        }
        Nodes = nodes;
        Required = required;
        _names = [.. nodes.Select(node => System.Text.Encoding.UTF8.GetBytes(node.Name))];
        _next = new sbyte[nodes.Length];
        Array.Fill(_first, (sbyte)-1);
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            ref var head = ref _first[BucketOf(_names[i])];
            _next[i] = head;
            head = (sbyte)i;
        }
    }

    public SchemaNode[] Nodes { get; }

    /// <summary>Bit i is set when property i must be there.</summary>
    public ulong Required { get; }

    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return -1;
        }
        for (int i = _first[BucketOf(name)]; i >= 0; i = _next[i])
        {
            if (name.SequenceEqual(_names[i]))
            {
                return i;
            }
        }
        return -1;
    }

    private static int BucketOf(ReadOnlySpan<byte> name) =>
        (name.Length + (name[0] * 7) + (name[^1] * 13) + (name[name.Length / 2] * 29)) & (Buckets - 1);
}
