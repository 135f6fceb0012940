using System.Text;
using System.Text.Json;

namespace Sammenhaeng.Application.CourseDocuments.Schema;

/// <summary>
/// Compiles the course document's JSON Schema (2020-12), as much of the language as that schema uses. A keyword that is not
/// known here stops the program at start, so that nobody adds a demand to the schema that is then not checked.
/// </summary>
internal static class SchemaCompiler
{
    public static SchemaNode Compile(JsonElement schema) => Compile(schema, "", "");

    private static SchemaNode Compile(JsonElement schema, string pointer, string name)
    {
        var node = new SchemaNode { Pointer = pointer, Name = name };
        foreach (var keyword in schema.EnumerateObject())
        {
            Apply(node, keyword.Name, keyword.Value, schema);
        }
        if (node.Types == JsonTypes.None && node.Branches is null)
        {
            throw Unknown(node, "a value of any type");
        }
        if ((node.Types & JsonTypes.Object) != 0 && node.Properties is null)
        {
            throw Unknown(node, "an object without properties");
        }
        if ((node.Types & JsonTypes.Array) != 0 && node.Items is null)
        {
            throw Unknown(node, "a list without items");
        }
        return node;
    }

    private static void Apply(SchemaNode node, string keyword, JsonElement value, JsonElement schema)
    {
        switch (keyword)
        {
            case "$schema" or "$id" or "title" or "description" or "default":
                break;
            case "type":
                node.Types |= TypesOf(node, value);
                break;
            case "enum":
                ApplyChoices(node, value);
                break;
            case "const":
                node.Constant = value.GetInt32();
                node.Types |= JsonTypes.Integer;
                break;
            case "pattern":
                node.Pattern = SchemaPattern.Compile(value.GetString()!);
                break;
            case "minLength":
                node.MinLength = value.GetInt32();
                break;
            case "maxLength":
                node.MaxLength = value.GetInt32();
                break;
            case "format":
                node.Format = FormatOf(node, value.GetString()!);
                break;
            case "minItems":
                node.MinItems = value.GetInt32();
                break;
            case "minimum":
                node.Minimum = value.GetInt32();
                break;
            case "maximum":
                node.Maximum = value.GetInt32();
                break;
            case "items":
                node.Items = Compile(value, node.Pointer + "/*", "");
                break;
            case "properties":
                node.Properties = PropertiesOf(node, value, schema);
                break;
            case "required" when schema.TryGetProperty("properties", out _):
                break;
            case "additionalProperties" when value.ValueKind == JsonValueKind.False:
                break;
            case "oneOf":
                node.Branches = BranchesOf(node, value);
                break;
            default:
                throw Unknown(node, keyword);
        }
    }

    private static void ApplyChoices(SchemaNode node, JsonElement value)
    {
        node.Choices = [.. value.EnumerateArray().Select(choice => choice.GetString() ?? throw Unknown(node, "null among the choices"))];
        node.ChoicesUtf8 = [.. node.Choices.Select(Encoding.UTF8.GetBytes)];
        node.Types |= JsonTypes.String;
    }

    private static JsonTypes TypesOf(SchemaNode node, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Aggregate(JsonTypes.None, (types, one) => types | TypeOf(node, one.GetString()!))
        : TypeOf(node, value.GetString()!);

    private static JsonTypes TypeOf(SchemaNode node, string type) => type switch
    {
        "string" => JsonTypes.String,
        "number" => JsonTypes.Number,
        "integer" => JsonTypes.Integer,
        "boolean" => JsonTypes.Boolean,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        "null" => JsonTypes.Null,
        _ => throw Unknown(node, "type " + type),
    };

    private static TextFormat FormatOf(SchemaNode node, string format) => format switch
    {
        "date" => TextFormat.Date,
        "date-time" => TextFormat.DateTime,
        _ => throw Unknown(node, "format " + format),
    };

    private static PropertyTable PropertiesOf(SchemaNode node, JsonElement value, JsonElement schema)
    {
        if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind != JsonValueKind.False)
        {
            throw Unknown(node, "an object open to other properties");
        }
        SchemaNode[] nodes = [.. value.EnumerateObject().Select(one => Compile(one.Value, node.Pointer + "/" + one.Name, one.Name))];
        var required = 0UL;
        if (schema.TryGetProperty("required", out var names))
        {
            foreach (var name in names.EnumerateArray())
            {
                var index = Array.FindIndex(nodes, one => one.Name == name.GetString());
                required |= index >= 0 ? 1UL << index : throw Unknown(node, "a required property that is not declared");
            }
        }
        return new PropertyTable(nodes, required);
    }

    private static SchemaNode[] BranchesOf(SchemaNode node, JsonElement value)
    {
        SchemaNode[] branches = [.. value.EnumerateArray().Select(one => Compile(one, node.Pointer, node.Name))];
        var types = JsonTypes.None;
        foreach (var branch in branches)
        {
            if ((types & branch.Types) != 0)
            {
                throw Unknown(node, "oneOf with alternatives of one type");
            }
            types |= branch.Types;
        }
        return branches;
    }

    private static InvalidOperationException Unknown(SchemaNode node, string what) =>
        new($"The schema of course documents has {what} at '{node.Pointer}', which is not known here.");
}
