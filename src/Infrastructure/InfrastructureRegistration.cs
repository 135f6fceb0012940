using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.LogControl;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.SubjectAccess;
using Sammenhaeng.Infrastructure.Access;
using Sammenhaeng.Infrastructure.Conflicts;
using Sammenhaeng.Infrastructure.CourseDocuments;
using Sammenhaeng.Infrastructure.Jobs;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.LogControl;
using Sammenhaeng.Infrastructure.Notices;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Infrastructure.Persistence.Events;
using Sammenhaeng.Infrastructure.Reference;
using Sammenhaeng.Infrastructure.SignIn;
using Sammenhaeng.Infrastructure.SubjectAccess;

namespace Sammenhaeng.Infrastructure;

public static class InfrastructureRegistration
{
    /// <summary>
    /// The database, the clock, the keys and the ports. Reads ConnectionStrings:Sammenhaeng, Clock:Now, Keys:Path,
    /// Keys:CreateIfMissing, Consent:Months and Mail. Opens nothing before it is used.
    /// </summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TimeProvider>(_ => BusinessClock.StartingAt(configuration["Clock:Now"]));
        services.AddDatabase(() => configuration.GetConnectionString("Sammenhaeng")
            ?? throw new InvalidOperationException("ConnectionStrings:Sammenhaeng is not set."));
        services.AddKeys(configuration);
        services.AddJobStorage();
        services.AddReferenceData(configuration);
        services.AddConflicts();
        services.AddCourseDocuments();
        services.AddSignInStores();
        services.AddAccessLog(configuration);
        services.AddNotices(configuration);
        services.AddSingleton(_ => configuration.GetValue("Consent:Months", ConsentPolicy.UsualMonths) is > 0 and <= 60 and var months
            ? new ConsentPolicy(months)
            : throw new InvalidOperationException("Consent:Months is a number of months, 1 to 60."));
        return services;
    }

    private static void AddDatabase(this IServiceCollection services, Func<string> address)
    {
        services.AddSingleton(_ => DataSource.Create(address(), DatabaseRole.Web));
        services.AddSingleton(_ => new SystemDataSource(DataSource.Create(address(), DatabaseRole.Job)));
        services.AddSingleton<RecordEvents>();
        services.AddSingleton<WakeAfterCommit>();
        // A context is made once and used again, emptied between requests: making one cost a twentieth of a page.
        services.AddDbContextPool<SammenhaengDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .EnableSensitiveDataLogging(false)
            .AddInterceptors(provider.GetRequiredService<RecordEvents>(), provider.GetRequiredService<WakeAfterCommit>()));
        services.AddScoped<ISammenhaengDb>(provider => provider.GetRequiredService<SammenhaengDb>());
        services.AddScoped<ITransactions, Transactions>();
        services.AddScoped<ICloseRelations, CloseRelations>();
        services.AddScoped<IWellKnownPeople, WellKnownPeople>();
        services.AddScoped<ICprMarks, CprMarks>();
        services.AddScoped<ISubjectRecords, SubjectRecordsReader>();
        services.AddScoped<IIdempotency, Idempotency>();
        services.AddSingleton(provider => new Migrator(
            DataSource.Settings(address()), provider.GetRequiredService<ISealing>(), provider.GetRequiredService<SealKeyRing>(),
            provider.GetRequiredService<ILogger<Migrator>>()));
    }

    private static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => new KeyRingFile(
            configuration["Keys:Path"] ?? throw new InvalidOperationException("Keys:Path is not set: where the key ring lies."),
            configuration.GetValue<bool>("Keys:CreateIfMissing")));
        services.AddSingleton<ISealing, Sealing>();
        services.AddSingleton(provider => new SealAnew(
            provider.GetRequiredService<SystemDataSource>(), provider.GetRequiredService<KeyRingFile>(), provider.GetRequiredService<ISealing>(),
            provider.GetRequiredService<IJobRuns>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TurnMarks(
            provider.GetRequiredService<SystemDataSource>(), provider.GetRequiredService<KeyRingFile>(), provider.GetRequiredService<ISealing>()));
        services.AddSingleton<MarkLayers>();
        services.AddSingleton<ICprProtection, CprProtection>();
    }
}
