using Npgsql;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>Makes the data sources of the process, with the settings that our promises rest on.</summary>
internal static class DataSource
{
    /// <param name="connectionString">As whoever runs the machine gave it.</param>
    /// <param name="role">One of <see cref="DatabaseRole"/>; null for the one who logs on, who may change the schema.</param>
    public static NpgsqlConnectionStringBuilder Settings(string connectionString, string? role = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.NoResetOnClose)
        {
            throw new InvalidOperationException(
                "The connection string may not hold 'No Reset On Close': who is asking would stay on the connection for the next one.");
        }
        if (settings.IncludeErrorDetail)
        {
            throw new InvalidOperationException(
                "The connection string may not hold 'Include Error Detail': the details of an error are people's data.");
        }

        Default(settings, "Maximum Pool Size", () => settings.MaxPoolSize = 20);
        Default(settings, "Timeout", () => settings.Timeout = 5);
        Default(settings, "Command Timeout", () => settings.CommandTimeout = 15);
        Default(settings, "Keepalive", () => settings.KeepAlive = 30);
        // Most of a small question's time is planning it: one citizen's course is nineteen of them. Pages and checks ask the same ones
        // again and again on every connection. Behind a pooler that mixes connections, "Max Auto Prepare=0" turns it off.
        Default(settings, "Max Auto Prepare", () => settings.MaxAutoPrepare = 200);
        Default(settings, "Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 2);
        // Verifying the access log reads hundreds of megabytes: by eight kilobytes, a third of its time went into asking the system.
        Default(settings, "Read Buffer Size", () => settings.ReadBufferSize = 64 * 1024);
        Default(settings, "Application Name", () => settings.ApplicationName = "sammenhaeng");
        // What failed of a batch tells a line of the access log from the questions it goes with. No message holds it, and no log.
        settings.IncludeFailedBatchedCommand = true;
        // What we ask is short, on a server with a disk without a head and most of it in memory: compiling a question costs more than it
        // saves, and a page looked up by an index hardly more than the next one of a table. By PostgreSQL's own figures a whole table of
        // relations is read for a list that stops after fifty rows. Whoever runs the server may say otherwise in the connection string.
        const string planner = "-c jit=off -c random_page_cost=1.1";
        // From the first moment, and again after the pool's reset: what is never told who is asking sees nothing.
        settings.Options = $"{planner} {settings.Options} -c timezone=UTC{(role is null ? "" : $" -c role={role}")}".Trim();
        return settings;
    }

    public static NpgsqlDataSource Create(string connectionString, string role) =>
        new NpgsqlDataSourceBuilder(Settings(connectionString, role).ConnectionString).Build();

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, Action set)
    {
        if (!settings.ShouldSerialize(keyword))
        {
            set();
        }
    }
}
