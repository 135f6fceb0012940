using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Sammenhaeng.Application.Events;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Jobs;

public static class JobsRegistration
{
    public const string Schema = "hangfire";

    /// <summary>What is needed to ask for jobs and to show them.</summary>
    internal static IServiceCollection AddJobStorage(this IServiceCollection services)
    {
        // Hangfire keeps the first storage and activator it meets for the whole process; with several hosts in one process, as in
        // tests, jobs would go to another one's database. Registered here, before AddHangfire, they belong to this host.
        services.AddSingleton<JobStorage>(provider =>
            new PostgreSqlStorage(new OwnConnections(provider.GetRequiredService<SystemDataSource>()), StorageOptions()));
        services.AddSingleton<JobActivator>(provider => new SystemJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddSingleton<IJobQueue, HangfireJobQueue>();
        services.AddSingleton<IJobRuns, JobRuns>();
        services.AddSingleton<IJobServers, JobServers>();
        services.AddSingleton<WorkerSignal>();
        services.AddSingleton<IWakeWorkers>(provider => provider.GetRequiredService<WorkerSignal>());
        services.AddSingleton<DispatchEvents>();
        services.AddSingleton<RecheckDueCitizens>();
        return services;
    }

    /// <summary>Makes this process do the background work: events, due citizens, Hangfire's server and the schedule.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        services.AddHostedService<EventWorker>();
        services.AddHostedService<RecheckWorker>();
        services.AddHostedService<SealWorker>();
        services.AddHostedService<Integration.Mail.MailWorker>();
        services.AddHostedService<ScheduleJobs>();
        services.AddHangfireServer((provider, options) =>
        {
            options.WorkerCount = 4;
            options.HeartbeatInterval = TimeSpan.FromSeconds(10);
            options.ServerTimeout = TimeSpan.FromMinutes(1);
            options.ShutdownTimeout = TimeSpan.FromSeconds(20);
            options.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            options.FilterProvider = Filters();
            options.Activator = provider.GetRequiredService<JobActivator>();
        });
        return services;
    }

    private static PostgreSqlStorageOptions StorageOptions() => new()
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false,
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(5),
        DistributedLockTimeout = TimeSpan.FromMinutes(1),
        QueuePollInterval = TimeSpan.FromSeconds(1),
        AllowDegradedModeWithoutStorage = false,
    };

    /// <summary>The filters of this server alone: the global list belongs to the whole process.</summary>
    private static JobFilterProviderCollection Filters()
    {
        var filters = new JobFilterCollection { new AutomaticRetryAttribute { Attempts = 5 } };
        return new JobFilterProviderCollection(filters, new JobFilterAttributeFilterProvider());
    }

    private sealed class OwnConnections(SystemDataSource system) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => system.Source.CreateConnection();
    }

    private sealed class ScheduleJobs(IRecurringJobManager jobs) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => JobSchedule.Apply(jobs), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
