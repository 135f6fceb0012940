using System.Globalization;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure.Access.Seals;
using Sammenhaeng.Infrastructure.Keys;
using Sammenhaeng.Infrastructure.LogControl;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Web.Verbs;

internal sealed class AuditVerb : IVerb
{
    private static readonly string[] Options = ["from", "to", "anchor", "keys"];

    public string Name => "audit";

    public string Summary => "verify the access log, prove an entry of it, and draw its samples again";

    public string Help =>
        """
        Use: sammenhaeng audit verify [--from DATE] [--to DATE] [--anchor FILE]
             sammenhaeng audit prove ID
             sammenhaeng audit check-proof FILE [--keys FILE]
             sammenhaeng audit draws
             sammenhaeng audit keys
             sammenhaeng audit new-key

        verify reads the access log again and compares it with its seals and with the anchor (AccessLog:Anchor, or --anchor). Each
        thing that is wrong is one line: its kind, the number of the seal, the id of the entry, and what. With --from and --to only
        seals with an entry of those days are compared. prove prints a proof that the entry stood in the log when it was sealed;
        check-proof (- is standard input) checks one without the database, by the public keys that keys prints, or by those here.
        draws draws the samples of log control again, by the seed of each night, and tells each that is not as it was drawn, with the
        entries of the log that it lacks or should not have; the visits it draws from are kept for 60 days.
        new-key makes the key that seals are signed with from now on; what the one before it signed is still checked.

        Settings: ConnectionStrings:Sammenhaeng, Keys:Path, AccessLog:SealKeys, AccessLog:Anchor. docs/access-log.md tells more.
        Exit 0 when everything holds, 1 when something is wrong, 2 bad use.
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: Options);
        return given.Words switch
        {
            ["verify"] => VerifyAsync(given),
            ["prove", var id] => Guid.TryParse(id, out var entry) ? ProveAsync(given, entry) : throw new BadUseException("ID is the id of an entry."),
            ["check-proof", var file] => CheckAsync(given, file),
            ["draws"] => DrawAgainAsync(given),
            ["keys"] => OnKeysAsync(given, renew: false),
            ["new-key"] => OnKeysAsync(given, renew: true),
            _ => throw new BadUseException("it takes verify, prove ID, check-proof FILE, draws, keys or new-key."),
        };
    }

    private static Task<int> VerifyAsync(Arguments given)
    {
        Only(given, "from", "to", "anchor");
        var (from, to) = (given.Date("from"), given.Date("to"));
        if (from > to)
        {
            throw new BadUseException("--from is later than --to.");
        }
        var file = given.Value("anchor");
        if (file is not null && !File.Exists(file))
        {
            throw new BadUseException($"{file} cannot be read.");
        }
        return VerbHost.RunAsync(given, async (services, cancellationToken) =>
        {
            var anchor = file is null ? services.GetRequiredService<Anchor>() : new Anchor(file);
            var progress = new Shown();
            VerifyReport report;
            try
            {
                report = await services.GetRequiredService<VerifyAccessLog>()
                    .RunAsync(from, to, anchor.Exists ? anchor : null, progress, cancellationToken);
            }
            catch (AnchorException wrong)
            {
                throw new CouldNotRunException($"{anchor.Path}: {wrong.Message}");
            }
            finally
            {
                progress.Clear();
            }
            return Tell(report, anchor);
        });
    }

    private static int Tell(VerifyReport report, Anchor anchor)
    {
        foreach (var finding in report.Findings)
        {
            Console.Out.WriteLine(finding);
        }
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows} entries under {report.Seals} seals compared, {report.Expired} expired by policy, {report.Findings.Count} findings"));
        if (report is { Unsealed: > 0, OldestUnsealed: { } oldest })
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{report.Unsealed} entries are not sealed yet, the oldest of {oldest:yyyy-MM-dd HH:mm:ss} UTC"));
        }
        Console.Error.WriteLine(report.IsAnchored
            ? string.Create(CultureInfo.InvariantCulture, $"Compared with the anchor up to seal {report.AnchoredThrough}")
            : $"There is no anchor at {anchor.Path}: that the end was cut off, or all sealed anew, cannot be seen.");
        return report.IsWhole ? Exit.Fine : Exit.Findings;
    }

    private static Task<int> DrawAgainAsync(Arguments given)
    {
        Only(given);
        return VerbHost.RunAsync(given, async (services, cancellationToken) =>
        {
            var draws = await ActivatorUtilities.CreateInstance<DrawAgain>(services).RunAsync(cancellationToken);
            foreach (var draw in draws.Where(draw => !draw.Holds))
            {
                foreach (var (what, entries) in new[] { ("lacks", draw.Missing), ("should not have", draw.Foreign) })
                {
                    foreach (var entry in entries)
                    {
                        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{draw.Area} {draw.Day:yyyy-MM-dd} {what} {entry}"));
                    }
                }
            }
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{draws.Count} draws of {draws.Sum(draw => draw.Drawn)} visits drawn again, {draws.Count(draw => !draw.Holds)} are not as their seed says"));
            return draws.All(draw => draw.Holds) ? Exit.Fine : Exit.Findings;
        });
    }

    private static Task<int> ProveAsync(Arguments given, Guid entry)
    {
        Only(given);
        return VerbHost.RunAsync(given, async (services, cancellationToken) =>
        {
            await using var connection = await services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync(cancellationToken);
            try
            {
                var proof = await InclusionProof.MakeAsync(connection, entry, cancellationToken)
                    ?? throw new CouldNotRunException("no such entry has been sealed. A new one is within ten seconds.");
                Console.Out.WriteLine(proof.ToJson());
                return Exit.Fine;
            }
            catch (InvalidDataException changed)
            {
                Console.Error.WriteLine(changed.Message);
                return Exit.Findings;
            }
        });
    }

    /// <summary>Without host and database: whoever got a proof has neither.</summary>
    private static async Task<int> CheckAsync(Arguments given, string file)
    {
        Only(given, "keys");
        var json = file == "-" ? await Console.In.ReadToEndAsync() : await ReadAsync(file);
        using var keys = given.Value("keys") is { } path ? FromPem(path, await ReadAsync(path)) : Ring(given).Open();
        if (InclusionProof.Check(json, keys) is { } fault)
        {
            Console.Out.WriteLine($"The proof does not hold. {fault}");
            return Exit.Findings;
        }
        Console.Out.WriteLine("The proof holds: the entry stood in the log, as it is told, when the seal was made.");
        return Exit.Fine;
    }

    private static Task<int> OnKeysAsync(Arguments given, bool renew)
    {
        Only(given);
        try
        {
            var ring = Ring(given);
            using var keys = renew ? ring.Renew() : ring.Open();
            Console.Out.Write(keys.PublicPem());
            Console.Out.WriteLine($"Seals are signed with key {keys.Current}.");
            return Task.FromResult(Exit.Fine);
        }
        catch (KeyRingException missing)
        {
            throw new CouldNotRunException(missing.Message);
        }
    }

    private static SealKeys FromPem(string path, string pem)
    {
        try
        {
            return SealKeys.FromPem(pem);
        }
        catch (Exception wrong) when (wrong is KeyRingException or System.Security.Cryptography.CryptographicException or FormatException)
        {
            throw new BadUseException($"{path} holds no public keys as 'audit keys' prints them.");
        }
    }

    private static SealKeyRing Ring(Arguments given)
    {
        var configuration = Host.CreateApplicationBuilder(given.Settings).Configuration;
        try
        {
            return SealKeyRing.From(configuration);
        }
        catch (InvalidOperationException missing)
        {
            throw new CouldNotRunException(missing.Message);
        }
    }

    private static async Task<string> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new BadUseException($"{file} cannot be read.");
        }
    }

    private static void Only(Arguments given, params string[] allowed)
    {
        if (Array.Find(Options, name => given.Value(name) is not null && !allowed.Contains(name)) is { } other)
        {
            throw new BadUseException($"--{other} is not an option here.");
        }
    }

    private sealed class Shown : IProgress<VerifyProgress>
    {
        private readonly ConsoleProgress _console = new();

        public void Report(VerifyProgress value) => _console.Report(
            value.Of > 0 ? (double)value.Done / value.Of : null,
            string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Of} entries, {value.Findings} findings"));

        public void Clear() => _console.Clear();
    }
}
