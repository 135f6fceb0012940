using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>The courses of a few citizens, empty until they are read.</summary>
internal sealed class CitizenCourses(List<Guid> citizens)
{
    private readonly Dictionary<Guid, CourseBuilder> _courses = citizens.ToDictionary(citizen => citizen, _ => new CourseBuilder());

    public List<Guid> Citizens => citizens;

    public CourseBuilder this[Guid citizen] => _courses[citizen];

    /// <summary>Null when the citizen is none of these.</summary>
    public CourseBuilder? Find(Guid citizen) => _courses.GetValueOrDefault(citizen);
}
