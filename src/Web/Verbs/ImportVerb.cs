using System.Globalization;
using System.IO.Compression;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Web.Verbs;

internal sealed class ImportVerb : IVerb
{
    private const int MostTold = 20;

    public string Name => "import";

    public string Summary => "take course documents in from files";

    public string Help =>
        """
        Use: sammenhaeng import FILE… [--clock D] [--Section:Key=value …]

        FILE is one course document as JSON, or many as NDJSON, one a line (.ndjson or .jsonl, or seen from its first lines); .gz is
        unpacked; - is standard input. A rejected document is kept with its errors, to be corrected, and never stops the others.
        Sending the same again changes nothing. Ctrl-C stops after the documents in hand.

        Prints a line a file, and the first rejected documents with the path of each error. Exit 0 when all were taken, 1 when any
        was rejected, 2 when a file is not there, 3 when one cannot be read to its end.
        """;

    public Task<int> RunAsync(string[] args)
    {
        var given = Arguments.Parse(args, switches: [], values: ["clock"]);
        if (given.Words.Count == 0)
        {
            throw new BadUseException("name the files to take in.");
        }
        if (given.Words.FirstOrDefault(file => file != "-" && !File.Exists(file)) is { } missing)
        {
            throw new BadUseException($"there is no file '{missing}'.");
        }
        return VerbHost.RunAsync(given, async (services, cancellationToken) =>
        {
            var rejected = false;
            foreach (var file in given.Words)
            {
                rejected |= await ImportAsync(file, services.GetRequiredService<ISender>(), cancellationToken) > 0;
            }
            return rejected ? Exit.Findings : Exit.Fine;
        });
    }

    private static async Task<long> ImportAsync(string file, ISender sender, CancellationToken cancellationToken)
    {
        await using var raw = Open(file);
        await using var unpacked = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        var documents = new Foreseen(unpacked);
        var progress = new Shown(raw);
        ImportAnswer answer;
        try
        {
            var format = await FormatOfAsync(file, documents, cancellationToken);
            var imported = await sender.Send(
                new ImportDocuments(documents, format, ImportOrigin.Console) { MaxBytes = long.MaxValue, Progress = progress }, cancellationToken);
            answer = imported.Value;
        }
        catch (ImportBrokenOffException brokenOff)
        {
            progress.Clear();
            Tell(file, brokenOff.Answer);
            throw Unreadable(file, brokenOff.InnerException);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            throw Unreadable(file, failure);
        }
        finally
        {
            progress.Clear();
        }
        Tell(file, answer);
        return answer.Rejected;
    }

    private static CouldNotRunException Unreadable(string file, Exception? reason) => new(reason is InvalidDataException
        ? $"{file} is not whole: it cannot be unpacked. What came before is kept."
        : $"{file} could not be read to its end. What came before is kept.");

    private static Stream Open(string file)
    {
        try
        {
            return file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new BadUseException($"'{file}' may not be read.");
        }
    }

    private static async Task<DocumentFormat> FormatOfAsync(string file, Foreseen documents, CancellationToken cancellationToken)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        if (name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            return DocumentFormat.OnePerLine;
        }
        return await documents.HasDocumentOnALineAsync(cancellationToken) ? DocumentFormat.OnePerLine : DocumentFormat.One;
    }

    private static void Tell(string file, ImportAnswer answer)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file}: {answer.Documents} documents, {answer.Accepted} accepted, {answer.Unchanged} unchanged, {answer.Rejected} rejected (import {answer.ImportId.Value})"));
        foreach (var document in answer.RejectedDocuments.Take(MostTold))
        {
            foreach (var error in document.Errors.Take(MostTold))
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}:{document.Line}: {error.Path}: {error.Code}: {error.Message.En}"));
            }
        }
        if (answer.Rejected > MostTold)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: and {answer.Rejected - MostTold} more rejected documents; the import's page lists them."));
        }
    }

    /// <summary>The bar follows the file, which may be packed; its end is unknown for standard input.</summary>
    private sealed class Shown(Stream raw) : IProgress<ImportProgress>
    {
        private readonly ConsoleProgress _console = new();

        public void Report(ImportProgress value) => _console.Report(
            raw is FileStream { Length: > 0 } file ? (double)file.Position / file.Length : null,
            string.Create(CultureInfo.InvariantCulture,
                $"{value.Documents} documents, {value.Accepted} accepted, {value.Unchanged} unchanged, {value.Rejected} rejected"));

        public void Clear() => _console.Clear();
    }
}
