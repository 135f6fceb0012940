using System.Buffers;
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
    private const int LongestNumber = 64;
    private const int MostEntries = 10_000;

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
            errors.Add(DocumentErrorCodes.Type, TypesOf(node));
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
                Text(ref json, node);
                break;
            case JsonTokenType.Number:
                Number(ref json, node);
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

    private void Text(ref Utf8JsonReader json, SchemaNode node)
    {
        if (!json.ValueIsEscaped)
        {
            Text(json.ValueSpan, node);
            return;
        }
        if (!DocumentText.CanBeKept(json.ValueSpan))
        {
            errors.Add(DocumentErrorCodes.Text);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        Text(buffer.AsSpan(0, json.CopyString(buffer)), node);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Text(ReadOnlySpan<byte> utf8, SchemaNode node)
    {
        if (node.Choices is { } choices)
        {
            Choice(utf8, node, choices);
        }
        else if (node.Format == TextFormat.Date)
        {
            var parsed = DocumentText.Date(utf8, out var date);
            if (IsGood(parsed, DocumentErrorCodes.Date))
            {
                node.OnDate?.Invoke(rows, date);
            }
        }
        else if (node.Format == TextFormat.DateTime)
        {
            var parsed = DocumentText.Instant(utf8, out var instant);
            if (IsGood(parsed, DocumentErrorCodes.DateTime))
            {
                node.OnInstant?.Invoke(rows, instant);
            }
        }
        else if (HasForm(utf8, node))
        {
            if (node.OnCode is not { } onCode)
            {
                node.OnText?.Invoke(rows, Encoding.UTF8.GetString(utf8));
            }
            else if (rows.Codes.TryFind(node.CodeKind, utf8, out var known))
            {
                onCode(rows, known);
            }
            else
            {
                errors.Add(DocumentErrorCodes.UnknownCode);
            }
        }
    }

    private void Choice(ReadOnlySpan<byte> utf8, SchemaNode node, string[] choices)
    {
        for (var i = 0; i < choices.Length; i++)
        {
            if (utf8.SequenceEqual(node.ChoicesUtf8[i]))
            {
                node.OnChoice?.Invoke(rows, i);
                return;
            }
        }
        errors.Add(DocumentErrorCodes.NotAllowed, string.Join(", ", choices));
    }

    private bool IsGood(DocumentText.Parsed parsed, string wrong)
    {
        if (parsed != DocumentText.Parsed.Good)
        {
            errors.Add(parsed == DocumentText.Parsed.Wrong ? wrong : DocumentErrorCodes.DateRange);
        }
        return parsed == DocumentText.Parsed.Good;
    }

    private bool HasForm(ReadOnlySpan<byte> utf8, SchemaNode node)
    {
        var good = true;
        if (utf8.Length > node.MaxLength && DocumentText.Length(utf8) > node.MaxLength)
        {
            errors.Add(DocumentErrorCodes.TooLong, node.MaxLength.ToString(CultureInfo.InvariantCulture));
            good = false;
        }
        if (node.MinLength > 0 && DocumentText.Length(utf8) < node.MinLength)
        {
            errors.Add(DocumentErrorCodes.TooShort, node.MinLength.ToString(CultureInfo.InvariantCulture));
            good = false;
        }
        else if (node.Pattern?.Matches(utf8) == false)
        {
            errors.Add(DocumentErrorCodes.Pattern);
            good = false;
        }
        return good;
    }

    private void Number(ref Utf8JsonReader json, SchemaNode node)
    {
        var whole = !node.Allows(JsonTypes.Number);
        if (json.ValueSpan.Length > LongestNumber || !json.TryGetDouble(out var number) || !double.IsFinite(number)
            || (whole && Math.Abs(number) > int.MaxValue))
        {
            errors.Add(DocumentErrorCodes.Number, whole ? "±2147483647" : "±1.7e308");
        }
        else if (whole && number != Math.Floor(number))
        {
            errors.Add(DocumentErrorCodes.Type, TypesOf(node));
        }
        else if (node.Constant is { } constant && number != constant)
        {
            errors.Add(DocumentErrorCodes.NotAllowed, constant.ToString(CultureInfo.InvariantCulture));
        }
        else if (number < node.Minimum)
        {
            errors.Add(DocumentErrorCodes.TooSmall, node.Minimum.Value.ToString(CultureInfo.InvariantCulture));
        }
        else if (number > node.Maximum)
        {
            errors.Add(DocumentErrorCodes.TooBig, node.Maximum.Value.ToString(CultureInfo.InvariantCulture));
        }
        else if (node.OnInteger is { } onInteger)
        {
            onInteger(rows, (int)number);
        }
        else
        {
            node.OnNumber?.Invoke(rows, number);
        }
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

    private static string TypesOf(SchemaNode node)
    {
        var types = node.Branches?.Aggregate(JsonTypes.None, (all, branch) => all | branch.Types) ?? node.Types;
        return string.Join(", ", Enum.GetValues<JsonTypes>()
            .Where(type => type != JsonTypes.None && (types & type) != 0)
            .Select(type => type.ToString().ToLowerInvariant()));
    }
}
