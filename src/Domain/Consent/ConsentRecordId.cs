using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Consent;

public readonly record struct ConsentRecordId(Guid Value) : IId<ConsentRecordId>
{
    public static ConsentRecordId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static ConsentRecordId New() => new(Guid.NewGuid());
}

public readonly record struct GivenShareId(Guid Value) : IId<GivenShareId>
{
    public static GivenShareId From(Guid value) => new(value);

    public static GivenShareId New() => new(Guid.NewGuid());
}
