using System.Collections.Frozen;
using System.Reflection;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Reference;

/// <summary>Between the limits of the rules and their rows, one for each, named as in the documents (<c>inPersonPerWeek</c>).</summary>
public static class LimitNames
{
    private static readonly FrozenDictionary<string, PropertyInfo> Properties = typeof(Limits)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType == typeof(int))
        .ToFrozenDictionary(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..], StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Properties.Keys.Order(StringComparer.Ordinal)];

    public static int Of(Limits limits, string name) => (int)Properties[name].GetValue(limits)!;

    /// <summary>The seed's limits, with those told here in their place. A name that is no longer known is left out.</summary>
    public static Limits With(IReadOnlyDictionary<string, int> values)
    {
        var limits = Limits.Seed with { };
        foreach (var (name, value) in values)
        {
            if (Properties.TryGetValue(name, out var property))
            {
                property.SetValue(limits, value);
            }
        }
        return limits;
    }
}
