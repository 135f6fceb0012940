using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>Loads the courses of some citizens, asks the engine and writes what has changed. May be called twice.</summary>
public interface ICourseCheck
{
    Task CheckAsync(IReadOnlyList<CitizenId> citizens, CancellationToken cancellationToken);
}
