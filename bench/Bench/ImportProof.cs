using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Sammenhaeng.Bench;

/// <summary>
/// Sends a stream of good and hostile lines, made on the way, to the published program's <c>import -</c> and watches how much memory its
/// process takes. The good documents must all be there afterwards, and every hostile line be refused.
/// </summary>
internal static class ImportProof
{
    private const int MostMegabytes = 400;
    private const int HostileEvery = 200;

    public static async Task<int> RunAsync(BenchCluster cluster, int megabytes)
    {
        PublishedProgram.Build();
        var connection = cluster.Database("proof");
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Sammenhaeng"] = connection,
            ["Keys__Path"] = Path.Combine(cluster.Work, "proof.keys"),
            ["Keys__CreateIfMissing"] = "true",
        };
        if (PublishedProgram.Run(settings, "migrate") != 0)
        {
            throw new InvalidOperationException("The database could not be prepared.");
        }
        var watch = Stopwatch.StartNew();
        using var program = PublishedProgram.StartWithInput(settings, "import", "-");
        var watching = WatchAsync(program);
        var output = program.StandardOutput.ReadToEndAsync();
        var told = program.StandardError.ReadToEndAsync();
        var sent = await SendAsync(program.StandardInput.BaseStream, megabytes * 1_000_000L);
        program.StandardInput.Close();
        var peak = await watching;
        await program.WaitForExitAsync();

        await using var source = NpgsqlDataSource.Create(connection);
        var refused = await BenchCluster.CountAsync(source, "select rejected from imports where state = 'finished'");
        var taken = await BenchCluster.CountAsync(source, "select accepted + unchanged from imports where state = 'finished'");
        var holds = program.ExitCode == 1 && refused == sent.Hostile && taken == sent.Good && peak <= MostMegabytes * 1024L;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sent.Bytes / 1e6:N0} MB, {sent.Good:N0} documents and {sent.Hostile:N0} hostile lines in {watch.Elapsed.TotalSeconds:N0} s; "
            + $"peak RSS {peak / 1024.0:N0} MB (at most {MostMegabytes}); taken {taken:N0}, refused {refused:N0}, exit {program.ExitCode}"));
        Console.WriteLine((await output).Trim());
        Console.WriteLine(holds ? "The proof holds." : $"THE PROOF DOES NOT HOLD.\n{(await told)[..Math.Min(2000, (await told).Length)]}");
        return holds ? 0 : 1;
    }

    private static async Task<(long Bytes, long Good, long Hostile)> SendAsync(Stream to, long bytes)
    {
        using var written = new MemoryStream();
        new Population(5_000).Write(written);
        var lines = Lines(written.ToArray());
        var (sent, good, hostile) = (0L, 0L, 0L);
        for (var number = 0; sent < bytes; number++)
        {
            var isHostile = number % HostileEvery == 0;
            var line = isHostile ? Hostile(hostile++) : lines[(int)(good++ % lines.Count)];
            await to.WriteAsync(line);
            await to.WriteAsync("\n"u8.ToArray());
            sent += line.Length + 1;
        }
        return (sent, good, hostile);
    }

    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> written)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (written.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            lines.Add(written[..end]);
            written = written[(end + 1)..];
        }
        return lines;
    }

    /// <summary>Each is another text, so that each is kept.</summary>
    private static ReadOnlyMemory<byte> Hostile(long number)
    {
        if (number % 9 == 8)
        {
            byte[] noText = [.. Encoding.ASCII.GetBytes($"{{\"a{number}\":\""), 0xFF, 0xC0, 0xFE, .. "\"}"u8];
            return noText;
        }
        return Encoding.UTF8.GetBytes((number % 9) switch
        {
            0 => $"{{\"plans\":[{number}{string.Concat(Enumerable.Repeat(",0", 1000))}]}}",
            1 => $"{number} " + new string('x', 1_500_000),
            2 => $"{number} " + new string('[', 100_000),
            3 => $"{{\"a{number}\":{new string('9', 400)}}}",
            4 => $"{{\"source\":\"\\u0000\\ud800{number}\"}}",
            5 => $"{{\"goals\":[{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"{{\"plan\":\"{number}-{i}\"}}"))}]}}",
            6 => $"{{\"x{number}\":1{string.Concat(Enumerable.Range(0, 20_000).Select(i => $",\"k{i}\":{{}}"))}}}",
            _ => $"{{\"n\":{number},\"interventions\":[{{\"goals\":[{string.Join(',', Enumerable.Range(0, 90_000).Select(i => $"\"g{i}\""))}]}}]}}",
        });
    }

    /// <summary>The most that the process has held, in kilobytes, as the system counts it.</summary>
    private static async Task<long> WatchAsync(Process program)
    {
        var peak = 0L;
        while (!program.HasExited)
        {
            try
            {
                var line = Array.Find(await File.ReadAllLinesAsync($"/proc/{program.Id}/status"), one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
                peak = Math.Max(peak, line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It has just ended.
            }
            await Task.Delay(100);
        }
        return peak;
    }
}
