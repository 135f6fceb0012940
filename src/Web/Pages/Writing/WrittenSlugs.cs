using System.Collections.Frozen;
using Sammenhaeng.Application.Writing;

namespace Sammenhaeng.Web.Pages.Writing;

/// <summary>What each form is called in its address.</summary>
public static class WrittenSlugs
{
    private static readonly FrozenDictionary<string, WrittenKind> Kinds = new Dictionary<string, WrittenKind>(StringComparer.Ordinal)
    {
        ["plan"] = WrittenKind.Plan,
        ["maal"] = WrittenKind.Goal,
        ["indsats"] = WrittenKind.Intervention,
        ["tid"] = WrittenKind.Appointment,
        ["hensyn"] = WrittenKind.Restriction,
        ["aftale"] = WrittenKind.Agreement,
        ["milepael"] = WrittenKind.Milestone,
        ["vurdering"] = WrittenKind.Assessment,
    }.ToFrozenDictionary();

    public static WrittenKind? KindOf(string? slug) => slug is not null && Kinds.TryGetValue(slug, out var kind) ? kind : null;

    public static string Of(WrittenKind kind) => Kinds.Single(pair => pair.Value == kind).Key;
}
