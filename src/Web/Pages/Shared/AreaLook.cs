using Sammenhaeng.Application.Plans;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>How an area is shown: one of the six checked colours or the neutral one, an icon, and always the name.</summary>
/// <param name="Language">Of the name, where it is another than the page's: areas have Danish names alone.</param>
public sealed record AreaLook(string Name, int Token, string Icon, string? Language = null)
{
    public static AreaLook Of(AreaName area) => new(area.Name, area.Colour is >= 0 and <= 6 ? area.Colour : 0, area.Icon, Show.DanishName);

    public static AreaLook Hidden(string name) => new(name, 0, "lock");
}
