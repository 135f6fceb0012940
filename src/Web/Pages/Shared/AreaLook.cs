using Sammenhaeng.Application.Plans;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>
/// How an area looks: one of six colour tokens and an icon, by the neutral code of its field, so that a municipality's own names keep
/// their looks when they change. Areas beyond the six share the neutral colour with an icon of their own.
/// </summary>
public sealed record AreaLook(string Name, int Token, string Icon)
{
    private static readonly Dictionary<string, (int Token, string Icon)> ByDomain = new(StringComparer.Ordinal)
    {
        ["employment"] = (1, "business"),
        ["social"] = (2, "support-agent"),
        ["healthElderly"] = (3, "accessibility-new"),
        ["childrenSchool"] = (4, "persons"),
        ["youthEducation"] = (5, "student"),
        ["technical"] = (6, "home"),
        ["citizenService"] = (0, "account"),
        ["cultureLeisure"] = (0, "palette"),
        ["staff"] = (0, "groups"),
        ["external"] = (0, "open-in-new"),
    };

    public static AreaLook Of(AreaName area) => ByDomain.TryGetValue(area.Domain, out var look)
        ? new AreaLook(area.Name, look.Token, look.Icon)
        : new AreaLook(area.Name, 0, "groups");

    public static AreaLook Hidden(string name) => new(name, 0, "lock");
}
