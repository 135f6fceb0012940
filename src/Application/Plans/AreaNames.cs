using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

public static class AreaNames
{
    /// <summary>An area that reference data no longer knows is shown by its code.</summary>
    public static AreaName NameOf(this ReferenceSnapshot reference, string code) => reference.CoreAreas.TryGetValue(code, out var area)
        ? new AreaName(code, area.Name, area.Colour, area.Icon)
        : new AreaName(code, code, 0, "apps");
}
