namespace Sammenhaeng.Domain.HolisticPlans;

/// <summary>Where in the plans that are replaced the text of a part can be found.</summary>
public enum TakenFrom : byte { Nowhere, Summary, Goals, CitizenGoals, Interventions }

/// <summary>A part that the law demands of a plan, such as its purpose.</summary>
public sealed record ContentPart(string Code, string Danish, string English, TakenFrom From);

/// <summary>What the law demands of one kind of plan.</summary>
/// <param name="PlanType">Null for what every holistic plan must hold.</param>
/// <param name="Law">Where it stands.</param>
/// <param name="Parts">Codes of <see cref="ContentPart"/>.</param>
public sealed record ContentDemand(string? PlanType, string Law, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<string> Parts)
{
    public bool HoldsOn(DateOnly day) => ValidFrom <= day && !(ValidTo < day);
}

/// <summary>
/// What a holistic plan must hold: the union of what is demanded of the plans it replaces, the employment part, and the other interventions
/// (barnets lov § 110, stk. 4). Dated reference data, because law moves.
/// </summary>
public sealed record ContentDemands(IReadOnlyList<ContentPart> Parts, IReadOnlyList<ContentDemand> Demands)
{
    /// <summary>That type may be replaced, for its demands are known on that day.</summary>
    public bool Knows(string planType, DateOnly day) => Demands.Any(demand => demand.PlanType == planType && demand.HoldsOn(day));

    /// <returns>Codes, each once, in the order of the parts.</returns>
    public IReadOnlyList<string> Union(IEnumerable<string> planTypes, DateOnly day)
    {
        var types = planTypes.ToHashSet(StringComparer.Ordinal);
        var demanded = Demands.Where(demand => demand.HoldsOn(day) && (demand.PlanType is null || types.Contains(demand.PlanType)))
            .SelectMany(demand => demand.Parts).ToHashSet(StringComparer.Ordinal);
        return [.. Parts.Select(part => part.Code).Where(demanded.Contains)];
    }

    /// <summary>What demands a part, of those.</summary>
    public IEnumerable<ContentDemand> Of(string part, IEnumerable<string> planTypes, DateOnly day) => Demands.Where(
        demand => demand.HoldsOn(day) && demand.Parts.Contains(part) && (demand.PlanType is null || planTypes.Contains(demand.PlanType)));
}
