using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Coordination;

public readonly record struct CoordinatorAssignmentId(Guid Value) : IId<CoordinatorAssignmentId>
{
    public static CoordinatorAssignmentId From(Guid value) => new(value);

    public static CoordinatorAssignmentId New() => new(Guid.CreateVersion7());
}
