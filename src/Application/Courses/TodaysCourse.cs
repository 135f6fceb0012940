using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Courses;

/// <summary>Opens a citizen's course and builds it for today, for requests that look into it. Access is decided before.</summary>
internal sealed class TodaysCourse(ICourses courses, IReferenceData referenceData, TimeProvider clock)
{
    public async Task<(CourseFile File, ReferenceSnapshot Reference)> OpenAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var file = await courses.OpenAsync(citizen, cancellationToken) ?? throw new AccessDeniedException();
        var reference = (await referenceData.CurrentAsync(cancellationToken)).On(clock.Today());
        file.Course.Build(clock.Today(), reference);
        return (file, reference);
    }
}
