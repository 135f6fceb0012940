using System.Globalization;
using System.Text;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments.Schema;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>
/// Goes through a document and the schema side by side, once. What is right is handed to the rows; what is wrong is told with
/// its path, and the walk goes on, so that a sender learns everything at once.
/// </summary>
internal sealed class DocumentWalk(ErrorLog errors, DocumentRows rows)
{
    private const int MostEntries = 10_000;

    private readonly DocumentValues _values = new(errors, rows);

    public void Read(ref Utf8JsonReader json, SchemaNode schema)
    {
        json.Read();
        Value(ref json, schema);
        if (!errors.IsStopped)
        {
            json.Read();
        }
    }

    private void Value(ref Utf8JsonReader json, SchemaNode node)
    {
        var type = TypeOf(json.TokenType);
        if (node.Branches is { } branches)
        {
            node = Array.Find(branches, branch => branch.Allows(type)) ?? node;
        }
        if (!node.Allows(type))
        {
            errors.Add(DocumentErrorCodes.Type, DocumentValues.TypesOf(node));
            Skip(ref json);
            return;
        }
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref json, node);
                break;
            case JsonTokenType.StartArray:
                List(ref json, node);
                break;
            case JsonTokenType.String:
                _values.Text(ref json, node);
                break;
            case JsonTokenType.Number:
                _values.Number(ref json, node);
                break;
            case JsonTokenType.Null:
                node.OnText?.Invoke(rows, null);
                node.OnDate?.Invoke(rows, null);
                break;
            default:
                node.OnFlag?.Invoke(rows, json.TokenType == JsonTokenType.True);
                break;
        }
    }

    private void Object(ref Utf8JsonReader json, SchemaNode node)
    {
        var properties = node.Properties!;
        var seen = 0UL;
        node.OnEnter?.Invoke(rows);
        while (!errors.IsStopped && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var index = Find(ref json, properties);
            if (index < 0)
            {
                errors.Push(ErrorLog.Printable(NameOf(ref json)));
                errors.Add(DocumentErrorCodes.UnknownField);
                json.Read();
                Skip(ref json);
                errors.Pop();
                continue;
            }
            var property = properties.Nodes[index];
            errors.Push(property.Name);
            if ((seen & (1UL << index)) != 0)
            {
                errors.Add(DocumentErrorCodes.DuplicateKey);
            }
            seen |= 1UL << index;
            json.Read();
            Value(ref json, property);
            errors.Pop();
        }
        if (errors.IsStopped)
        {
            return;
        }
        if ((properties.Required & ~seen) != 0)
        {
            TellMissing(properties, properties.Required & ~seen);
        }
        rows.Seen = seen;
        node.OnLeave?.Invoke(rows);
    }

    private void TellMissing(PropertyTable properties, ulong missing)
    {
        for (var i = 0; i < properties.Nodes.Length; i++)
        {
            if ((missing & (1UL << i)) != 0)
            {
                errors.AddFor(properties.Nodes[i].Name, DocumentErrorCodes.Required);
            }
        }
    }

    private void List(ref Utf8JsonReader json, SchemaNode node)
    {
        var items = node.Items!;
        var index = 0;
        node.OnEnter?.Invoke(rows);
        while (!errors.IsStopped && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (index == MostEntries)
            {
                errors.Add(DocumentErrorCodes.ListTooLong, MostEntries.ToString(CultureInfo.InvariantCulture));
            }
            errors.Push(index++);
            if (index <= MostEntries)
            {
                Value(ref json, items);
            }
            else
            {
                Skip(ref json);
            }
            errors.Pop();
        }
        if (index < node.MinItems)
        {
            errors.Add(DocumentErrorCodes.TooFew, node.MinItems.ToString(CultureInfo.InvariantCulture));
        }
        node.OnLeave?.Invoke(rows);
    }

    /// <summary>Passes over a value that nothing is known of, down to the depth that is allowed.</summary>
    private void Skip(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }
        var depth = json.CurrentDepth;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.CurrentDepth >= DocumentLimits.MaxDepth && json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                errors.Fail(errors.Path, DocumentErrorCodes.TooDeep, DocumentLimits.MaxDepth.ToString(CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    private static int Find(ref Utf8JsonReader json, PropertyTable properties)
    {
        if (!json.ValueIsEscaped)
        {
            return properties.Find(json.ValueSpan);
        }
        return NameOf(ref json) is { } name ? properties.Find(Encoding.UTF8.GetBytes(name)) : -1;
    }

    private static string? NameOf(ref Utf8JsonReader json) =>
        json.ValueIsEscaped && !DocumentText.CanBeKept(json.ValueSpan) ? null : json.GetString();

    private static JsonTypes TypeOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonTypes.Object,
        JsonTokenType.StartArray => JsonTypes.Array,
        JsonTokenType.String => JsonTypes.String,
        JsonTokenType.Number => JsonTypes.Number | JsonTypes.Integer,
        JsonTokenType.Null => JsonTypes.Null,
        _ => JsonTypes.Boolean,
    };
}
