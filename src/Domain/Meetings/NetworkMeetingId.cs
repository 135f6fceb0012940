using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Meetings;

public readonly record struct NetworkMeetingId(Guid Value) : IId<NetworkMeetingId>
{
    public static NetworkMeetingId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static NetworkMeetingId New() => new(Guid.NewGuid());
}
