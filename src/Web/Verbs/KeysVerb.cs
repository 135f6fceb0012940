using System.Globalization;
using Sammenhaeng.Infrastructure.Keys;

namespace Sammenhaeng.Web.Verbs;

internal sealed class KeysVerb : IVerb
{
    public string Name => "keys";

    public string Summary => "change the key that CPR numbers are sealed with";

    public string Help =>
        """
        Use: sammenhaeng keys
             sammenhaeng keys rotate
             sammenhaeng keys seal
             sammenhaeng keys forget NUMBER
             sammenhaeng keys turn-marks

        Without a word it tells how much is sealed by which key. rotate makes a new key, which everybody who is running takes up at
        once, and seals anew what older keys have sealed. seal goes on where a rotation was stopped; a job does so each night, too.
        forget takes a key that nothing is sealed by any more out of the key ring. A copy of the database from before needs the ring
        of then, so keep that as long as the copy.

        turn-marks makes the marks that CPR numbers are found by with one key more, for when somebody may have seen the ring. It takes
        some seconds; whoever looks for a number meanwhile waits. Stopped, it has done nothing.

        Settings: ConnectionStrings:Sammenhaeng, Keys:Path. docs/keys.md tells more.
        Exit 0 when it is done.
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: []);
        return given.Words switch
        {
            [] => RunAsync(given, TellAsync),
            ["rotate"] => RunAsync(given, RotateAsync),
            ["seal"] => RunAsync(given, SealAsync),
            ["forget", var number] => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
                ? RunAsync(given, (seals, cancellationToken) => ForgetAsync(seals, key, cancellationToken))
                : throw new BadUseException("NUMBER is the number of a key."),
            ["turn-marks"] => VerbHost.RunAsync(given, TurnAsync),
            _ => throw new BadUseException("it takes rotate, seal, forget NUMBER or turn-marks."),
        };
    }

    private static Task<int> RunAsync(Arguments given, Func<SealAnew, CancellationToken, Task> work) => VerbHost.RunAsync(given, async (services, cancellationToken) =>
    {
        await work(services.GetRequiredService<SealAnew>(), cancellationToken);
        return Exit.Fine;
    });

    private static async Task<int> TurnAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var turned = await services.GetRequiredService<TurnMarks>().RunAsync(cancellationToken);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{turned.Marks} marks are made with {turned.Layers} more keys than the first."));
        return Exit.Fine;
    }

    private static async Task TellAsync(SealAnew seals, CancellationToken cancellationToken)
    {
        Console.Out.WriteLine($"Keys: {string.Join(", ", seals.Keys)}. Everything is sealed by key {seals.CurrentKey} from now on.");
        foreach (var one in await seals.CountAsync(cancellationToken))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Column}: {one.Values} by key {one.Key}"));
        }
    }

    private static Task RotateAsync(SealAnew seals, CancellationToken cancellationToken)
    {
        Console.Out.WriteLine($"Key {seals.TakeNewKey()} is taken for whatever is sealed from now on.");
        return SealAsync(seals, cancellationToken);
    }

    private static async Task SealAsync(SealAnew seals, CancellationToken cancellationToken)
    {
        var progress = new Shown();
        long done;
        try
        {
            done = await seals.AllAsync(progress, cancellationToken);
        }
        finally
        {
            progress.Clear();
        }
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} values sealed anew by key {seals.CurrentKey}."));
    }

    private static async Task ForgetAsync(SealAnew seals, int key, CancellationToken cancellationToken)
    {
        await seals.ForgetKeyAsync(key, cancellationToken);
        Console.Out.WriteLine($"Key {key} is out of the key ring.");
    }

    private sealed class Shown : IProgress<SealAnewProgress>
    {
        private readonly ConsoleProgress _console = new();

        public void Report(SealAnewProgress value) => _console.Report(
            value.Of > 0 ? (double)value.Done / value.Of : null,
            string.Create(CultureInfo.InvariantCulture, $"{value.Column} {value.Done} of {value.Of} values"));

        public void Clear() => _console.Clear();
    }
}
