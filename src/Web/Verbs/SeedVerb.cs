using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Web.Demonstration;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Verbs;

internal sealed class SeedVerb : IVerb
{
    public string Name => "seed";

    public string Summary => "put demonstration data into a database";

    public string Help =>
        """
        Use: sammenhaeng seed demo [--clock D] [--Section:Key=value …]

          demo    Karina, Jonas and Poul with everybody around them, and the machine client demo-client; all invented

        A second time changes nothing. Not in the Production environment. Prints who can sign in.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["clock"]);
        if (given.Words is not ["demo"])
        {
            throw new BadUseException("say what to seed: demo.");
        }
        using var interrupt = new Interrupt();
        using var host = Build(given);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("seed"));
            await scope.ServiceProvider.GetRequiredService<SeedDemonstration>().RunAsync(interrupt.Token);
        }
        foreach (var person in DemonstrationPeople.All)
        {
            Console.Out.WriteLine($"{person.Name}: {person.Title}");
        }
        Console.Out.WriteLine($"{DemonstrationClients.Id}: secret {DemonstrationClients.Secret}");
        return Exit.Fine;
    }

    private static IHost Build(Arguments given)
    {
        var builder = Host.CreateApplicationBuilder(given.Settings);
        Settings.Apply(builder, given);
        if (builder.Environment.IsProduction())
        {
            throw new CouldNotRunException("invented people do not belong in the Production environment.");
        }
        builder.AddLogs();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        builder.Services.AddScoped<DemonstrationClients>();
        builder.Services.AddScoped<SeedDemonstration>();
        return builder.Build();
    }
}
