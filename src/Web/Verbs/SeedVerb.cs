using Sammenhaeng.Web.Access;
using Sammenhaeng.Web.Demonstration;

namespace Sammenhaeng.Web.Verbs;

internal sealed class SeedVerb : IVerb
{
    public string Name => "seed";

    public string Summary => "put demonstration data into a database";

    public string Help =>
        """
        Use: sammenhaeng seed demo [--list] [--clock D] [--Section:Key=value …]

          demo    Karina, Jonas and Poul with everybody around them, a draft of one plan for Jonas in the place of his youth plan, and the machine
                  client demo-client; all invented

        A second time changes nothing. Not in the Production environment. Prints who can sign in; --list does only that.
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: ["list"], values: ["clock"]);
        if (given.Words is not ["demo"])
        {
            throw new BadUseException("say what to seed: demo.");
        }
        if (given.Has("list"))
        {
            return Task.FromResult(List());
        }
        return VerbHost.RunAsync(given, SeedAsync, builder =>
        {
            if (builder.Environment.IsProduction())
            {
                throw new CouldNotRunException("invented people do not belong in the Production environment.");
            }
            builder.Services.AddScoped<ClientSecrets>();
            builder.Services.AddScoped<DemonstrationClients>();
            builder.Services.AddScoped<SeedDemonstration>();
        });
    }

    private static async Task<int> SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<SeedDemonstration>().RunAsync(cancellationToken);
        return List();
    }

    private static int List()
    {
        foreach (var person in DemonstrationPeople.All)
        {
            Console.Out.WriteLine($"{person.Name}: {person.Title}");
        }
        Console.Out.WriteLine($"{DemonstrationClients.Id}: secret {DemonstrationClients.Secret}, sends as {string.Join(", ", DemonstrationClients.Sources)}");
        return Exit.Fine;
    }
}
