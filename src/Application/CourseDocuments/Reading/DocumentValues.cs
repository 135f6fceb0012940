using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments.Schema;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>Texts and numbers: held against their place in the schema, and put into the rows when they are right.</summary>
internal sealed class DocumentValues(ErrorLog errors, DocumentRows rows)
{
    private const int LongestNumber = 64;

    public void Text(ref Utf8JsonReader json, SchemaNode node)
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

    public void Number(ref Utf8JsonReader json, SchemaNode node)
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

    public static string TypesOf(SchemaNode node)
    {
        var types = node.Branches?.Aggregate(JsonTypes.None, (all, branch) => all | branch.Types) ?? node.Types;
        return string.Join(", ", Enum.GetValues<JsonTypes>()
            .Where(type => type != JsonTypes.None && (types & type) != 0)
            .Select(type => type.ToString().ToLowerInvariant()));
    }
}
