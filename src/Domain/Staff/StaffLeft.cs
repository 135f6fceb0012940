using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Staff;

/// <summary>An employment has ended: the person is let in nowhere, and can hold nothing.</summary>
public sealed record StaffLeft(UserId UserId) : IDomainEvent;
