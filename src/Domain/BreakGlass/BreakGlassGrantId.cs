using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.BreakGlass;

public readonly record struct BreakGlassGrantId(Guid Value) : IId<BreakGlassGrantId>
{
    public static BreakGlassGrantId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static BreakGlassGrantId New() => new(Guid.NewGuid());
}
