using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Access;

/// <summary>Citizens, and those who stand for or beside them, as the national e-ID vouches for them. Their numbers are not kept.</summary>
public interface IPrivatePersons
{
    /// <summary>Before anybody is signed in: the person whom this number finds, from now on known here.</summary>
    /// <returns>Null where no course tells of them; nothing is written down of those.</returns>
    Task<Guid?> AtTheDoorAsync(Cpr cpr, CancellationToken cancellationToken);
}
