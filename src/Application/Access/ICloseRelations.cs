using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Access;

public sealed record ToldCloseRelation(Closeness Closeness, DateTimeOffset At);

/// <summary>Whom members of staff never look up, as marks of their CPR numbers.</summary>
public interface ICloseRelations
{
    /// <summary>Told twice it stands once, as it was told last.</summary>
    Task TellAsync(UserId user, byte[] cprIndex, Closeness closeness, CancellationToken cancellationToken);

    Task<IReadOnlyList<ToldCloseRelation>> ListAsync(UserId user, CancellationToken cancellationToken);
}
