using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Web.Pages.DataProtection;

/// <summary>An entry of the access log in words: who, what, and why they could.</summary>
internal sealed class AccessWords(IStringLocalizer<Texts> texts, IReadOnlyDictionary<string, string> areaNames)
{
    /// <summary>What was asked for; a route that turned somebody away at the door has no words of its own.</summary>
    /// <param name="what">A request, and after a point the reason that was given for it.</param>
    public string What(string what) => texts["accessed." + what] is { ResourceNotFound: false } told ? told.Value : texts["accessed.other"].Value;

    /// <summary>The decision of then, in a sentence.</summary>
    public string Why(ListAccessesToCitizen.Row row)
    {
        var named = AccessReasons.AreasIn(row.Relation).Select(area => areaNames[area]).ToList();
        return row.Why == AccessReason.OwnArea && named.Count > 0 ? texts["accessed.why.OwnArea.in", string.Join(", ", named)] : texts["accessed.why." + row.Why];
    }

    public string Who(ListAccessesToCitizen.Row row)
    {
        if (row.BySystem)
        {
            return texts["accessed.bySystem"];
        }
        string[] parts =
        [
            .. row.Name is { } name ? [name] : Array.Empty<string>(), .. row.Roles.Select(role => texts["role." + role].Value),
            .. row.Areas.SelectMany(area => UnitsOf(row, area).Append(areaNames[area])),
        ];
        return parts.Length == 0 ? texts["accessed.unknown"] : string.Join(", ", parts);
    }

    /// <summary>The names of the units that whoever looked worked in, of this area.</summary>
    private static IEnumerable<string> UnitsOf(ListAccessesToCitizen.Row row, string area) =>
        row.Units.Where(unit => unit.StartsWith(area + ':', StringComparison.Ordinal)).Select(unit => unit[(area.Length + 1)..]);
}
