using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Web.Access;

namespace Sammenhaeng.Web.Verbs;

internal sealed class ClientsVerb : IVerb
{
    public string Name => "clients";

    public string Summary => "let other systems use the API, and end that";

    public string Help =>
        """
        Use: sammenhaeng clients
             sammenhaeng clients register ID --name NAME --areas CODE[,CODE…] [--sources SOURCE[,SOURCE…]]
             sammenhaeng clients new-secret ID
             sammenhaeng clients end ID

        Without a word it lists them. register lets a system read what is of these core areas and send course documents of them as these
        sources, from now on and of no others; without sources it reads alone. It prints the secret the first time, and told again changes
        all but that. ID is 3 to 64 small letters, digits and hyphens, and SOURCE 2 to 32, as in the system's documents: no other system's, and no number.
        new-secret prints another secret: no token is given for the one before. end lets the system in no more, from its next request on.
        A secret is shown once and kept as a hash. The system gets its tokens at /connect/token by client credentials (OAuth 2).
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["name", "areas", "sources"]);
        return given.Words switch
        {
            [] => RunAsync(given, ListAsync),
            ["register", var id] => RunAsync(given, (services, stop) => RegisterAsync(services, Registration(id, given), stop)),
            ["new-secret", var id] => RunAsync(given, (services, stop) => RenewAsync(services, id, stop)),
            ["end", var id] => RunAsync(given, (services, stop) => EndAsync(services, id, stop)),
            _ => throw new BadUseException("it takes register ID, new-secret ID or end ID."),
        };
    }

    private static Task<int> RunAsync(Arguments given, Func<IServiceProvider, CancellationToken, Task> work) => VerbHost.RunAsync(
        given,
        async (services, cancellationToken) =>
        {
            await work(services, cancellationToken);
            return Exit.Fine;
        },
        builder => builder.Services.AddScoped<ClientSecrets>());

    private static RegisterClient Registration(string id, Arguments given) =>
        new(id, Needed(given, "name"), Needed(given, "areas").Split(','), given.Value("sources")?.Split(',') ?? []);

    private static string Needed(Arguments given, string name) => given.Value(name) is { Length: > 0 } value ? value : throw new BadUseException($"--{name} is needed.");

    private static async Task ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var line in await services.GetRequiredService<ISender>().Send(new ListClients(), cancellationToken))
        {
            Console.Out.WriteLine(
                $"{line.Client}: {line.Name}, {(line.IsLetIn ? $"for {string.Join(", ", line.Areas)}, {Sending(line.Sources)}" : "let in no more")}");
        }
    }

    private static string Sending(IReadOnlyList<string> sources) => sources.Count == 0 ? "sends no documents" : $"sends as {string.Join(", ", sources)}";

    private static async Task RegisterAsync(IServiceProvider services, RegisterClient command, CancellationToken cancellationToken)
    {
        await SendAsync(services, command, cancellationToken);
        var secrets = services.GetRequiredService<ClientSecrets>();
        if (await secrets.IsKnownAsync(command.Client, cancellationToken))
        {
            Console.Out.WriteLine($"{command.Client} is let in for {string.Join(", ", command.Areas)} and {Sending(command.Sources)}. Its secret is as it was.");
            return;
        }
        await TellAsync(secrets, command.Client, cancellationToken);
    }

    private static async Task RenewAsync(IServiceProvider services, string client, CancellationToken cancellationToken)
    {
        var secrets = services.GetRequiredService<ClientSecrets>();
        await TellAsync(
            secrets, await secrets.IsKnownAsync(client, cancellationToken) ? client : throw new CouldNotRunException($"there is no client '{client}'."), cancellationToken);
    }

    private static async Task TellAsync(ClientSecrets secrets, string client, CancellationToken cancellationToken)
    {
        var secret = ClientSecrets.New();
        await secrets.SetAsync(client, secret, cancellationToken);
        Console.Out.WriteLine($"{client}: secret {secret}");
        Console.Error.WriteLine("It is not shown again.");
    }

    private static async Task EndAsync(IServiceProvider services, string client, CancellationToken cancellationToken)
    {
        await SendAsync(services, new EndClient(client), cancellationToken);
        await services.GetRequiredService<ClientSecrets>().ForgetAsync(client, cancellationToken);
        Console.Out.WriteLine($"{client} is let in no more.");
    }

    private static async Task SendAsync(IServiceProvider services, ICommand<Done> command, CancellationToken cancellationToken)
    {
        Result<Done> answer;
        try
        {
            answer = await services.GetRequiredService<ISender>().Send(command, cancellationToken);
        }
        catch (FluentValidation.ValidationException)
        {
            throw new BadUseException("ID is 3 to 64 small letters, digits and hyphens, SOURCE 2 to 32, and NAME at most 200 letters.");
        }
        if (!answer.Succeeded)
        {
            throw new CouldNotRunException(answer.Refusal == RegisterClient.IsAPerson ? "somebody of the staff signs in by that ID. Choose another."
                : answer.Refusal == RegisterClient.SourceOfAnother ? "another system sends as one of these sources: end or change that first."
                : answer.Refusal == RegisterClient.NoSuchArea ? "there is no such core area. Their codes stand on the page of rules and limits."
                : "there is no such client.");
        }
    }
}
