using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Staff;

/// <summary>One human being on the staff side, whatever contact ids the area systems know them by.</summary>
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public static PersonId New() => new(Guid.CreateVersion7());
}
