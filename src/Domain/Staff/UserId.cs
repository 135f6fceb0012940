using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Staff;

public readonly record struct UserId(Guid Value) : IId<UserId>
{
    public static UserId From(Guid value) => new(value);

    public static UserId New() => new(Guid.CreateVersion7());
}
