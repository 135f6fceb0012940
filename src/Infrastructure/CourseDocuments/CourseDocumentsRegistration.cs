using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Coordination;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Writing;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

internal static class CourseDocumentsRegistration
{
    public static IServiceCollection AddCourseDocuments(this IServiceCollection services)
    {
        services.AddSingleton<ImportConnections>();
        services.AddSingleton<ImportTools>();
        services.AddSingleton<IDocumentImports, DocumentImports>();
        services.AddSingleton<ICoordinatorDates, CoordinatorDates>();
        services.AddSingleton<IUnsavedChanges, UnsavedChanges>();
        services.AddSingleton<IWrittenItems, WrittenItems>();
        return services;
    }
}
