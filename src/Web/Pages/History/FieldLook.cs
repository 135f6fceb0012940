using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.History;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.History;

/// <summary>A changed field in words.</summary>
internal static partial class FieldLook
{
    public static string Words(FieldChange change, IStringLocalizer<Texts> texts, Show show)
    {
        var label = texts["history.f." + change.Name].Value;
        return !change.IsTold ? texts["history.field.untold", label]
            : change.Before is null ? texts["history.field.set", label, Value(change.After!, texts, show)]
            : change.After is null ? texts["history.field.removed", label, Value(change.Before, texts, show)]
            : texts["history.field.changed", label, Value(change.Before, texts, show), Value(change.After, texts, show)];
    }

    /// <summary>A day, a moment and a word of a course document as people read them; text as it is.</summary>
    private static string Value(string value, IStringLocalizer<Texts> texts, Show show)
    {
        if (value is "true" or "false")
        {
            return texts[value == "true" ? "written.yes" : "history.no"];
        }
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return show.Date(day);
        }
        if (Moment().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var moment))
        {
            return show.Moment(moment);
        }
        return string.Join(", ", value.Split(", ").Select(word => texts["written.w." + word] is { ResourceNotFound: false } found ? found.Value : word));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex Moment();
}
