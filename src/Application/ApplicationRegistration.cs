using System.Reflection;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Application;

public static class ApplicationRegistration
{
    private static readonly Assembly Here = typeof(ApplicationRegistration).Assembly;

    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddMessaging(Here);
        services.AddStep(typeof(TransactionStep<,>));
        services.AddStep(typeof(AccessStep<,>));
        services.AddStep(typeof(ValidationStep<,>));
        services.AddScoped<ConflictFile>();
        services.AddScoped<CurrentCaller>();
        services.AddScoped<CurrentIdempotencyKey>();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<ICurrentViewer>(provider => provider.GetRequiredService<CurrentViewer>());
        services.AddTransient<DocumentImporter>();
        services.AddAutoMapper(_ => { }, Here);
        services.AddEveryImplementation(typeof(IValidator<>), Here);
        services.AddListeners(Here);
        services.AddSingleton<EventListeners>();
        services.AddScoped<ConflictTeller>();
        return services;
    }

    /// <summary>Registers each class for the closed forms of the contract that it implements.</summary>
    public static IServiceCollection AddEveryImplementation(this IServiceCollection services, Type contract, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }))
        {
            foreach (var closed in type.GetInterfaces()
                .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == contract))
            {
                services.AddTransient(closed, type);
            }
        }
        return services;
    }
}
