using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.Courses;

/// <summary>An area system told something new about the citizen's course.</summary>
public sealed record CourseChanged(CitizenId CitizenId) : IChangesCourse;
