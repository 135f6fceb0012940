using System.Reflection;
using Sammenhaeng.Web.Hosting;

namespace Sammenhaeng.Web.Verbs;

internal static class VerbTable
{
    // Factories, so that a quick verb does not load what the slow ones need.
    private static readonly (string Name, Func<IVerb> Make)[] Verbs =
    [
        ("serve", () => new ServeVerb()),
        ("worker", () => new WorkerVerb()),
        ("migrate", () => new MigrateVerb()),
        ("import", () => new ImportVerb()),
        ("seed", () => new SeedVerb()),
        ("check", () => new CheckVerb()),
        ("sweep", () => new SweepVerb()),
        ("audit", () => new AuditVerb()),
        ("keys", () => new KeysVerb()),
        ("clients", () => new ClientsVerb()),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h" or "help", ..])
        {
            return Overview(args);
        }
        if (args is ["--version"])
        {
            Console.Out.WriteLine(Version());
            return Exit.Fine;
        }
        var named = args.Length > 0 && !args[0].StartsWith('-');
        var name = named ? args[0] : "serve";
        var verb = Find(name);
        if (verb is null)
        {
            Console.Error.WriteLine($"sammenhaeng: there is no verb '{name}'. 'sammenhaeng --help' lists them.");
            return Exit.BadUse;
        }
        return await RunAsync(verb, named ? args[1..] : args);
    }

    private static async Task<int> RunAsync(IVerb verb, string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h"))
        {
            Console.Out.WriteLine(verb.Help.Trim());
            return Exit.Fine;
        }
        try
        {
            return await verb.RunAsync(args);
        }
        catch (BadUseException bad)
        {
            Console.Error.WriteLine($"sammenhaeng {verb.Name}: {bad.Message} 'sammenhaeng {verb.Name} --help' tells how.");
            return Exit.BadUse;
        }
        catch (CouldNotRunException reason)
        {
            Console.Error.WriteLine($"sammenhaeng {verb.Name}: {reason.Message}");
            return Exit.CouldNotRun;
        }
        catch (Exception fault) when (fault.GetType().Name != "HostAbortedException")
        {
            Console.Error.WriteLine($"sammenhaeng {verb.Name}: a fault of ours, with no name or number in it: {Fault.Describe(fault, withMessages: false)}");
            return Exit.CouldNotRun;
        }
    }

    private static IVerb? Find(string name) =>
        Verbs.Where(verb => verb.Name == name).Select(verb => verb.Make()).FirstOrDefault();

    private static int Overview(string[] args)
    {
        if (args.Length > 1 && Find(args[1]) is { } verb)
        {
            Console.Out.WriteLine(verb.Help.Trim());
            return Exit.Fine;
        }
        Console.Out.WriteLine("Use: sammenhaeng VERB [options]");
        Console.Out.WriteLine();
        foreach (var (_, make) in Verbs)
        {
            var each = make();
            Console.Out.WriteLine($"  {each.Name,-10}{each.Summary}");
        }
        Console.Out.WriteLine();
        Console.Out.WriteLine("'sammenhaeng VERB --help' tells more. Without a verb it serves.");
        Console.Out.WriteLine("Exit: 0 fine, 1 findings or rejections, 2 bad use, 3 could not run here.");
        return Exit.Fine;
    }

    private static string Version() =>
        typeof(VerbTable).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
