using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.SharedPlans;

public readonly record struct SharedPlanId(Guid Value) : IId<SharedPlanId>
{
    public static SharedPlanId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static SharedPlanId New() => new(Guid.NewGuid());
}

public readonly record struct CommonGoalId(Guid Value) : IId<CommonGoalId>
{
    public static CommonGoalId From(Guid value) => new(value);
}
