using System.Globalization;
using System.Text.Json;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.CourseDocuments.Reading;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>Single values of a request, with what is wrong told where it stands.</summary>
internal static class JsonRead
{
    /// <summary>Null for a name that is no text.</summary>
    public static string? Name(ref Utf8JsonReader json) =>
        json.ValueIsEscaped && !DocumentText.CanBeKept(json.ValueSpan) ? null : json.GetString();

    public static int? Integer(ref Utf8JsonReader json, int least, int most, ErrorLog errors)
    {
        if (json.TokenType != JsonTokenType.Number)
        {
            errors.Add(DocumentErrorCodes.Type, "integer");
            json.Skip();
            return null;
        }
        if (json.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }
        errors.Add(DocumentErrorCodes.Number, string.Create(CultureInfo.InvariantCulture, $"{least}–{most}"));
        return null;
    }

    public static string? Text(ref Utf8JsonReader json, ErrorLog errors)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            errors.Add(DocumentErrorCodes.Type, "string");
            json.Skip();
            return null;
        }
        if (!json.ValueIsEscaped || DocumentText.CanBeKept(json.ValueSpan))
        {
            return json.GetString();
        }
        errors.Add(DocumentErrorCodes.Text);
        return null;
    }
}
