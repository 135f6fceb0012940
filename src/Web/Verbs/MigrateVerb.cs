using System.Security.Cryptography;
using Npgsql;
using Sammenhaeng.Application;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Web.Hosting;

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

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: []);
        given.NoWords();
        using var interrupt = new Interrupt();
        using var host = Build(given);
        try
        {
            await host.Services.GetRequiredService<Migrator>().MigrateAsync(interrupt.Token);
        }
        catch (CryptographicException wrongKeys)
        {
            throw new CouldNotRunException(wrongKeys.Message);
        }
        catch (NpgsqlException away) when (away is not PostgresException)
        {
            throw new CouldNotRunException("the database does not answer. ConnectionStrings:Sammenhaeng says where it should be.");
        }
        Console.Out.WriteLine("The database is ready.");
        return Exit.Fine;
    }

    private static IHost Build(Arguments given)
    {
        var builder = Host.CreateApplicationBuilder(given.Settings);
        Settings.Apply(builder, given);
        builder.AddLogs();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        return builder.Build();
    }
}
