using System.Collections.Frozen;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Domain.Courses;

/// <summary>A core area of the municipality (kerneområde), or an outside area such as the region.</summary>
public sealed record CoreArea(string Code, string Name, string Domain, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>One of the six area colours, or 0 for the neutral one that areas beyond six share.</summary>
    public int Colour { get; init; }

    public string Icon { get; init; } = "apps";
}

/// <summary>All reference data that documents are checked against and rules judge by, as of one moment.</summary>
public sealed record ReferenceSnapshot
{
    /// <summary>One bit for each ordered pair of directions, so that a question costs nothing.</summary>
    private readonly ulong _opposing;

    public required FrozenDictionary<string, PlanType> PlanTypes { get; init; }
    public required FrozenDictionary<string, CoreArea> CoreAreas { get; init; }
    public required FrozenSet<string> Themes { get; init; }
    public required FrozenSet<string> PurposeGroups { get; init; }
    public required FrozenSet<string> Demands { get; init; }
    /// <summary>Pairs of directions that pull apart; the order within a pair means nothing.</summary>
    public required IReadOnlyList<(GoalDirection A, GoalDirection B)> OpposingDirections
    {
        get;
        init
        {
            field = value;
            _opposing = Opposing(value);
        }
    }

    public required Limits Limits { get; init; }
    public required TravelTimes Travel { get; init; }

    /// <summary>What places are called, homes too, by code: free text may not name where somebody protected is.</summary>
    public FrozenDictionary<string, string> Places { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Which areas are held together for staff.</summary>
    public ComparisonLevels Comparison { get; init; } = ComparisonLevels.Usual;

    /// <summary>Everyday names of codes in Danish and English, by <c>kind:code</c>, such as <c>theme:health</c>.</summary>
    public FrozenDictionary<string, (string Da, string En)> Names { get; init; } = FrozenDictionary<string, (string, string)>.Empty;

    public bool Oppose(GoalDirection a, GoalDirection b) => (_opposing >> Bit(a, b) & 1) != 0;

    private static ulong Opposing(IReadOnlyList<(GoalDirection A, GoalDirection B)> pairs)
    {
        var bits = 0UL;
        foreach (var (a, b) in pairs)
        {
            bits |= 1UL << Bit(a, b) | 1UL << Bit(b, a);
        }
        return bits;
    }

    private static int Bit(GoalDirection a, GoalDirection b) => (int)a * 8 + (int)b;
}
