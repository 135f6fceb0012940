using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Citizens;

/// <summary>Marks of CPR numbers, for one unit of work: they are found in the database until its transaction ends, whoever changes the key.</summary>
public interface ICprMarks
{
    /// <returns>32 bytes, the same for the same number, and of no use without the keys.</returns>
    Task<byte[]> OfAsync(Cpr cpr, CancellationToken cancellationToken);
}
