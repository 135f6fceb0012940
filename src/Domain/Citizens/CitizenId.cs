using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Citizens;

public readonly record struct CitizenId(Guid Value) : IId<CitizenId>
{
    public static CitizenId From(Guid value) => new(value);

    public static CitizenId New() => new(Guid.CreateVersion7());
}
