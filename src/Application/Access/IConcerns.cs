using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;

namespace Sammenhaeng.Application.Access;

/// <summary>What kind of thing leads to the citizen. The facts reader knows the way from each.</summary>
public enum AccessObjectKind
{
    Citizen,
    CoordinatorAssignment,
    Conflict,
}

public sealed record AccessObject(AccessObjectKind Kind, Guid Id);

/// <summary>A request about one citizen, named directly or through something that belongs to the citizen.</summary>
public interface IConcerns
{
    AccessObject About { get; }
}

public interface IConcernsCitizen : IConcerns
{
    CitizenId CitizenId { get; }

    AccessObject IConcerns.About => new(AccessObjectKind.Citizen, CitizenId.Value);
}

public interface IConcernsCoordinatorAssignment : IConcerns
{
    CoordinatorAssignmentId AssignmentId { get; }

    AccessObject IConcerns.About => new(AccessObjectKind.CoordinatorAssignment, AssignmentId.Value);
}

public interface IConcernsConflict : IConcerns
{
    ConflictId ConflictId { get; }

    AccessObject IConcerns.About => new(AccessObjectKind.Conflict, ConflictId.Value);
}

/// <summary>An answer that shows several citizens, such as a list or a search: the log gets one row with all of them.</summary>
public interface IShowsCitizens
{
    IReadOnlyCollection<CitizenId> ShownCitizens { get; }
}

/// <summary>A request that is let in with a reason, which is written down beside what was asked for.</summary>
public interface IGivesReason
{
    /// <summary>A word of a fixed list, never free text.</summary>
    string ReasonGiven { get; }
}

/// <summary>A request that may look for a CPR number. That nobody was shown is written down, too.</summary>
public interface ILooksForNumber
{
    /// <summary>Null when it looks for something else.</summary>
    string? Cpr { get; }
}
