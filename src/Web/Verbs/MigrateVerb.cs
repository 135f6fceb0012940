using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Web.Verbs;

internal sealed class MigrateVerb : IVerb
{
    public string Name => "migrate";

    public string Summary => "bring the database to what this program expects";

    public string Help =>
        """
        Use: sammenhaeng migrate [--Section:Key=value …]

        Makes the database if it is missing, and all tables, and puts the reference data in. Several at once wait for each other, and
        a second time does nothing. Run it before serve and worker, which change no table.

        Settings: ConnectionStrings:Sammenhaeng, Keys:Path, Keys:CreateIfMissing (a new key ring, for a new database).
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: []);
        given.NoWords();
        return VerbHost.RunAsync(given, MigrateAsync);
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        Console.Out.WriteLine("The database is ready.");
        return Exit.Fine;
    }
}
