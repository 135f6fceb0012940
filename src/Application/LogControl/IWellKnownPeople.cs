using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.LogControl;

/// <summary>People whom many are curious about, as marks of their CPR numbers.</summary>
public interface IWellKnownPeople
{
    Task AddAsync(byte[] cprIndex, UserId by, CancellationToken cancellationToken);

    Task RemoveAsync(byte[] cprIndex, CancellationToken cancellationToken);
}
