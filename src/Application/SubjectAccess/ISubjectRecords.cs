using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.SubjectAccess;

/// <param name="Name">As the database calls it.</param>
/// <param name="Rows">Each as JSON.</param>
public sealed record SubjectTable(string Name, IReadOnlyList<string> Rows);

/// <param name="CprCipher">The citizen's number, sealed.</param>
public sealed record SubjectRecords(byte[] CprCipher, IReadOnlyList<SubjectTable> Tables);

/// <summary>All that is kept of one citizen, table by table.</summary>
public interface ISubjectRecords
{
    Task<SubjectRecords?> ReadAsync(CitizenId citizen, CancellationToken cancellationToken);
}
