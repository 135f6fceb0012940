using Sammenhaeng.Application.Conflicts.Checking;

namespace Sammenhaeng.Web.Verbs;

internal sealed class CheckVerb : IVerb
{
    public string Name => "check";

    public string Summary => "find the conflicts in course documents, without a database";

    public string Help =>
        """
        Use: sammenhaeng check FILE [--quiet]

        FILE holds check requests, as JSON or one to a line; - reads standard input. Each is answered with one line of JSON, in
        order. --quiet leaves out evidence and text. Needs no database and stores nothing. A request holds the day to judge on and
        the course documents of one citizen, and as it likes an id, a horizon, and places with their travel times:

          {"id": "karina", "asOf": "2026-10-05", "horizonDays": 84, "documents": [{…}, {…}],
           "places": {"places": [{"code", "name", "kind"}], "travelMinutes": [{"a", "b", "minutes"}]}}

        Exit 0 when nothing was found, 1 when there is any finding or error.
        """;

    public async Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: ["quiet"], values: []);
        if (given.Words is not [var file])
        {
            throw new BadUseException(given.Words.Count == 0 ? "FILE is missing." : $"'{given.Words[1]}' was not expected.");
        }
        await using var input = Open(file);
        await using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        var totals = CheckRequests.Run(input, output, given.Has("quiet"));
        return totals.Findings + totals.Errors > 0 ? Exit.Findings : Exit.Fine;
    }

    private static Stream Open(string file)
    {
        if (file == "-")
        {
            return Console.OpenStandardInput();
        }
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new BadUseException($"{file} cannot be read.");
        }
    }
}
