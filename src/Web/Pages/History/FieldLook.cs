using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.History;
using Sammenhaeng.Web.Pages.Shared;

namespace Sammenhaeng.Web.Pages.History;

/// <summary>A changed field in words.</summary>
internal static partial class FieldLook
{
    // Words of a course document that only the pages have a name for.
    private static readonly HashSet<string> Named = new(StringComparer.Ordinal) { "sensitivity", "categories", "coordinator", "weeks", "strength" };

    public static string Words(FieldChange change, IStringLocalizer<Texts> texts, Show show)
    {
        var label = texts["history.f." + change.Name].Value;
        string In(string value) => Named.Contains(change.Name) ? Word(change.Name, value, texts) : Value(value, texts, show);
        return !change.IsTold ? texts["history.field.untold", label]
            : change.Before is null ? texts["history.field.set", label, In(change.After!)]
            : change.After is null ? texts["history.field.removed", label, In(change.Before)]
            : texts["history.field.changed", label, In(change.Before), In(change.After)];
    }

    /// <summary>A day and a moment as people read them; text as it is.</summary>
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
        return Clock().IsMatch(value) ? value[..5].Replace(':', '.') : value;
    }

    private static string Word(string name, string value, IStringLocalizer<Texts> texts) =>
        string.Join(", ", value.Split(", ").Select(word => texts[$"history.w.{name}.{word}"] is { ResourceNotFound: false } found ? found.Value : word));

    [GeneratedRegex(@"^\d\d:\d\d:\d\d$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex Moment();
}
