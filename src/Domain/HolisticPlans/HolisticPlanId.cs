using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.HolisticPlans;

public readonly record struct HolisticPlanId(Guid Value) : IId<HolisticPlanId>
{
    public static HolisticPlanId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static HolisticPlanId New() => new(Guid.NewGuid());
}
