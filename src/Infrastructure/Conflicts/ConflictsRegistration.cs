using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Courses;

namespace Sammenhaeng.Infrastructure.Conflicts;

internal static class ConflictsRegistration
{
    public static void AddConflicts(this IServiceCollection services)
    {
        services.AddScoped<ICourses, Courses.Courses>();
        services.AddSingleton<ICourseCheck, CourseCheck>();
        services.AddScoped<ISweepRequests, SweepRequests>();
        services.AddSingleton<ISweeps, Sweeps>();
    }
}
