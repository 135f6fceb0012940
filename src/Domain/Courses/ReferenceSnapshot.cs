using System.Collections.Frozen;

namespace Sammenhaeng.Domain.Courses;

/// <summary>A core area of the municipality (kerneområde), or an outside area such as the region.</summary>
public sealed record CoreArea(string Code, string Name, string Domain, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>All reference data that documents are checked against and rules judge by, as of one moment.</summary>
public sealed class ReferenceSnapshot
{
    public required FrozenDictionary<string, PlanType> PlanTypes { get; init; }
    public required FrozenDictionary<string, CoreArea> CoreAreas { get; init; }
    public required FrozenSet<string> Themes { get; init; }
    public required FrozenSet<string> PurposeGroups { get; init; }
    public required FrozenSet<string> Demands { get; init; }
    /// <summary>Pairs of directions that pull apart; the order within a pair means nothing.</summary>
    public required IReadOnlyList<(GoalDirection A, GoalDirection B)> OpposingDirections { get; init; }
    public required Limits Limits { get; init; }
    public required TravelTimes Travel { get; init; }

    /// <summary>Everyday names of codes in Danish and English, by <c>kind:code</c>, such as <c>theme:health</c>.</summary>
    public FrozenDictionary<string, (string Da, string En)> Names { get; init; } = FrozenDictionary<string, (string, string)>.Empty;

    public bool Oppose(GoalDirection a, GoalDirection b)
    {
        foreach (var (x, y) in OpposingDirections)
        {
            if ((a == x && b == y) || (a == y && b == x))
            {
                return true;
            }
        }
        return false;
    }
}
