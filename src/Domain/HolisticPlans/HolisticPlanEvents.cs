using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.HolisticPlans;

/// <summary>Somebody has begun to write one plan that is to take the place of others.</summary>
public sealed record HolisticPlanBegun(HolisticPlanId HolisticPlanId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>It was given up before it took effect.</summary>
public sealed record HolisticPlanDropped(HolisticPlanId HolisticPlanId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>It holds from now on, and the plans it replaces are locked.</summary>
public sealed record HolisticPlanTookEffect(HolisticPlanId HolisticPlanId, CitizenId CitizenId) : IChangesCourse;

/// <summary>It holds no longer, and the plans it replaced do again. Where a consent was withdrawn, that event tells it.</summary>
public sealed record HolisticPlanEnded(HolisticPlanId HolisticPlanId, CitizenId CitizenId) : IChangesCourse;
