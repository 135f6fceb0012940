using System.Reflection;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Meetings;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.OwnCourse;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Writing;

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
        services.AddScoped<ConsentFile>();
        services.AddScoped<OwnConsents>();
        services.AddScoped<SearchInPlans>();
        services.AddScoped<TodaysCourse>();
        services.AddScoped<SharedPlanReader>();
        services.AddScoped<StaffDirectory>();
        services.AddScoped<WrittenDocuments>();
        services.AddScoped<BusyTimes>();
        services.AddScoped<ItemWriter>();
        services.AddScoped<HolisticFile>();
        services.AddScoped<LockedPlans>();
        services.AddScoped<MeetingFile>();
        services.AddScoped<CurrentCaller>();
        services.AddScoped<CurrentIdempotencyKey>();
        services.AddScoped<CurrentViewer>();
        services.AddScoped<ICurrentViewer>(provider => provider.GetRequiredService<CurrentViewer>());
        services.AddTransient<DocumentImporter>();
        services.AddAutoMapper(_ => { }, Here);
        services.AddValidators(Here);
        services.AddListeners(Here);
        services.AddSingleton<EventListeners>();
        services.AddScoped<ConflictTeller>();
        return services;
    }

    /// <summary>A validator knows its rules and nothing of the request: one of each serves all.</summary>
    public static void AddValidators(this IServiceCollection services, Assembly assembly)
    {
        foreach (var found in AssemblyScanner.FindValidatorsInAssembly(assembly, includeInternalTypes: true))
        {
            services.AddSingleton(found.InterfaceType, found.ValidatorType);
        }
    }
}
