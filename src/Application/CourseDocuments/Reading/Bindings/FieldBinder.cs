using Sammenhaeng.Application.CourseDocuments.Schema;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>
/// Says for each place of the schema where its value goes. A place that is bound to nothing, bound twice or bound as something
/// it is not stops the program at start: schema and code cannot drift apart.
/// </summary>
internal sealed class FieldBinder(SchemaNode root)
{
    public void Text(string pointer, Action<DocumentRows, string?> set)
    {
        var node = Take(pointer, JsonTypes.String);
        Demand(node, node.Choices is null && node.Format == TextFormat.None);
        node.OnText = set;
    }

    /// <summary>A text that is never null, because the schema does not allow it.</summary>
    public void Name(string pointer, Action<DocumentRows, string> set)
    {
        var node = Take(pointer, JsonTypes.String);
        Demand(node, node.Choices is null && node.Format == TextFormat.None && !node.Allows(JsonTypes.Null));
        node.OnText = (rows, text) => set(rows, text!);
    }

    public void Code(string pointer, CodeKind kind, Action<DocumentRows, KnownCode> set)
    {
        var node = Take(pointer, JsonTypes.String);
        Demand(node, node.Choices is null && !node.Allows(JsonTypes.Null));
        node.CodeKind = kind;
        node.OnCode = set;
    }

    public void Choice<T>(string pointer, Action<DocumentRows, T> set)
        where T : struct, Enum
    {
        var node = Take(pointer, JsonTypes.String);
        var words = node.Choices ?? throw Wrong(node);
        var codes = new T[words.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = Word<T>.Parse(words[i]);
        }
        node.OnChoice = (rows, index) => set(rows, codes[index]);
    }

    public void ChoiceOfWords(string pointer, Action<DocumentRows, string> set)
    {
        var node = Take(pointer, JsonTypes.String);
        var words = node.Choices ?? throw Wrong(node);
        node.OnChoice = (rows, index) => set(rows, words[index]);
    }

    public void Date(string pointer, Action<DocumentRows, DateOnly?> set)
    {
        var node = Take(pointer, JsonTypes.String);
        Demand(node, node.Format == TextFormat.Date);
        node.OnDate = set;
    }

    public void Instant(string pointer, Action<DocumentRows, DateTime> set)
    {
        var node = Take(pointer, JsonTypes.String);
        Demand(node, node.Format == TextFormat.DateTime);
        node.OnInstant = set;
    }

    public void Number(string pointer, Action<DocumentRows, double> set) => Take(pointer, JsonTypes.Number).OnNumber = set;

    public void Integer(string pointer, Action<DocumentRows, int> set) => Take(pointer, JsonTypes.Integer).OnInteger = set;

    public void Flag(string pointer, Action<DocumentRows, bool> set) => Take(pointer, JsonTypes.Boolean).OnFlag = set;

    public void Object(string pointer, Action<DocumentRows>? enter = null, Action<DocumentRows, SchemaNode>? leave = null)
    {
        var node = Take(pointer, JsonTypes.Object);
        node.OnEnter = enter;
        node.OnLeave = leave is null ? null : rows => leave(rows, node);
    }

    public void List(string pointer, Action<DocumentRows>? enter = null, Action<DocumentRows>? leave = null)
    {
        var node = Take(pointer, JsonTypes.Array);
        node.OnEnter = enter;
        node.OnLeave = leave;
    }

    /// <summary>A list of words that is kept whole.</summary>
    public void Words(string pointer, Action<DocumentRows, string[]> set)
    {
        List(pointer, rows => rows.Words.Clear(), rows => set(rows, rows.TakeWords()));
    }

    /// <summary>Every scalar of the schema must have its place in the rows.</summary>
    public void DemandAll() => DemandAll(root);

    private static void DemandAll(SchemaNode node)
    {
        if (node.IsScalar && !node.IsBound)
        {
            throw new InvalidOperationException($"The schema has '{node.Pointer}', which nothing reads.");
        }
        foreach (var child in node.Properties?.Nodes ?? node.Branches ?? (node.Items is null ? [] : [node.Items]))
        {
            DemandAll(child);
        }
    }

    private SchemaNode Take(string pointer, JsonTypes type)
    {
        var node = root;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            node = step == "*"
                ? Of(node, JsonTypes.Array).Items
                : Array.Find(Of(node, JsonTypes.Object).Properties?.Nodes ?? [], one => one.Name == step);
            if (node is null)
            {
                throw new InvalidOperationException($"The schema does not have '{pointer}', which is read.");
            }
        }
        node = Of(node, type);
        Demand(node, node.Allows(type) && !node.IsBound);
        node.IsBound = true;
        return node;
    }

    private static SchemaNode Of(SchemaNode node, JsonTypes type) =>
        node.Branches is { } branches ? Array.Find(branches, branch => branch.Allows(type)) ?? node : node;

    private static void Demand(SchemaNode node, bool fits)
    {
        if (!fits)
        {
            throw Wrong(node);
        }
    }

    private static InvalidOperationException Wrong(SchemaNode node) =>
        new($"'{node.Pointer}' is read twice, or as something that the schema does not say.");
}
