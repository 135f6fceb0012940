using System.Security.Cryptography;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>What the merge needs to know of a document beside its rows, and what has come of it.</summary>
internal sealed class DocumentHead
{
    public required int Number { get; init; }
    public required RawDocument Raw { get; init; }
    public required ReadingOutcome Reading { get; init; }
    public IReadOnlyList<DocumentError> Errors { get; set; } = [];
    public string? Source { get; init; }
    public string? Area { get; init; }

    /// <summary>UTC, in whole microseconds as the database keeps them.</summary>
    public DateTime ExportedAt { get; init; }
    public DateOnly ExportedOn { get; init; }
    public bool IsSnapshot { get; init; }
    public bool TellsHousehold { get; init; }
    public bool TellsItems { get; init; }

    /// <summary>One of its contacts claims to coordinate.</summary>
    public bool TellsCoordinator { get; init; }
    public byte[] Hash { get; init; } = [];
    public CitizenTelling? Citizen { get; init; }
    public IReadOnlyList<EarlierReference> ReferencesToEarlier { get; init; } = [];

    public CitizenId CitizenId { get; set; }
    public bool IsNewCitizen { get; set; }
    public bool HasChangedCourse { get; set; }

    /// <summary>The source had told of the citizen before.</summary>
    public bool HadBefore { get; set; }

    /// <summary>It was read, and yet the database refuses it.</summary>
    public bool IsGivenUp { get; private set; }
    public DocumentResult Result { get; set; } = DocumentResult.Unchanged;

    /// <summary>Forgets what an attempt that was undone has found.</summary>
    public void Begin()
    {
        Result = DocumentResult.Unchanged;
        Errors = [];
        IsNewCitizen = false;
        HasChangedCourse = false;
        HadBefore = false;
    }

    public void Refuse(IReadOnlyList<DocumentError> errors)
    {
        Errors = errors;
        Result = DocumentResult.Rejected;
    }

    public void GiveUp()
    {
        Begin();
        IsGivenUp = true;
        Refuse([new DocumentError("", DocumentErrorCodes.NotStored)]);
    }
}

/// <summary>The citizen as one document tells of them.</summary>
internal sealed record CitizenTelling(Cpr Cpr, byte[] Index, string GivenName, string FamilyName, DateOnly BirthDate)
{
    public required CitizenFields Told { get; init; }
    public required Protection Protection { get; init; }
    public required string? HomePlace { get; init; }
    public required string? Language { get; init; }
    public required bool DigitalPostExempt { get; init; }
    public required DateOnly? CoordinatorDeclinedUntil { get; init; }
    public required DateOnly? LastContactOn { get; init; }
    public required CitizenLimitsRecord Limits { get; init; }
}

/// <summary>A batch, or some of it, after reading: heads in order, and the rows in as many sets of buffers as threads wrote them.</summary>
internal sealed class PreparedDocuments : IPreparedDocuments
{
    private readonly Action<IReadOnlyList<CourseCopy>> _giveBack;

    public PreparedDocuments(DocumentBatch batch, DocumentHead[] heads, IReadOnlyList<CourseCopy> rows, int layers, Action<IReadOnlyList<CourseCopy>> giveBack)
    {
        Layers = layers;
        Batch = batch;
        Heads = heads;
        Rows = rows;
        _giveBack = giveBack;
    }

    public DocumentBatch Batch { get; }

    public DocumentHead[] Heads { get; }

    public IReadOnlyList<CourseCopy> Rows { get; }

    /// <summary>Of the marks in them; −1 where that changed while they were made.</summary>
    public int Layers { get; }

    public void Dispose() => _giveBack(Rows);
}

/// <summary>Reads and checks the documents of a batch on several threads and writes their rows as they will be copied.</summary>
internal sealed class DocumentPreparation(
    ReferenceSnapshot reference, ImportTools tools, SenderBounds? bounds = null, bool isWrittenHere = false) : IDisposable
{
    private readonly NetworkCprs _network = new(tools.CprProtection, tools.Sealing);

    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount, 1, 4);
    private const int TicksPerMicrosecond = (int)TimeSpan.TicksPerMicrosecond;

    // A huge document leaves huge lists behind; those are not kept for the next one.
    private const int LargestWithKeptLists = 64 * 1024;
    private static readonly CourseDocumentReading TooLarge = new()
    {
        Outcome = ReadingOutcome.TooLarge,
        Errors = [new DocumentError("", DocumentErrorCodes.TooLarge, "1 MB")],
    };

    private readonly (CourseDocumentReader Reader, CourseDocument Document)[] _readers =
        [.. Enumerable.Range(0, Threads).Select(_ => (new CourseDocumentReader(reference, isWrittenHere), new CourseDocument()))];
    private readonly Stack<IReadOnlyList<CourseCopy>> _free = new();

    public PreparedDocuments Prepare(DocumentBatch batch) => Prepare(batch, 0, batch.Count);

    /// <summary>Some of the documents of a batch. While one batch is prepared, another may have to be prepared again: they take turns.</summary>
    public PreparedDocuments Prepare(DocumentBatch batch, int first, int count)
    {
        var rows = Take();
        var layers = tools.Layers.Known;
        var heads = new DocumentHead[count];
        var share = (count + Threads - 1) / Threads;
        lock (_readers)
        {
            Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            {
                var last = Math.Min(count, (thread + 1) * share);
                for (var number = thread * share; number < last; number++)
                {
                    heads[number] = Read(batch, first + number, _readers[thread], rows[thread]);
                }
            });
        }
        return new PreparedDocuments(batch, heads, rows, tools.Layers.Known == layers ? layers : -1, GiveBack);
    }

    public void Dispose()
    {
        while (_free.TryPop(out var rows))
        {
            foreach (var copy in rows)
            {
                copy.Dispose();
            }
        }
    }

    private DocumentHead Read(DocumentBatch batch, int number, (CourseDocumentReader Reader, CourseDocument Document) with, CourseCopy rows)
    {
        var raw = batch[number];
        var bytes = batch.BytesOf(raw);
        var into = bytes.Length <= LargestWithKeptLists ? with.Document : new CourseDocument();
        var reading = raw.IsComplete ? with.Reader.Read(bytes, into) : TooLarge;
        // What was read is judged by what would be written, and the rest by as much of it as could be read.
        if (bounds?.WhyNot(reading.Document?.Source ?? reading.Source, reading.Document?.Area ?? reading.Area) is { Count: > 0 } why)
        {
            return Refused(number, raw, reading, ReadingOutcome.OfOthers, why);
        }
        if (reading.Document is not { } document)
        {
            return Refused(number, raw, reading, reading.Outcome, reading.Errors);
        }

        var before = rows.Count;
        rows.Write(number, document, _network);
        var exportedAt = document.ExportedAt.UtcDateTime;
        return new DocumentHead
        {
            Number = number,
            Raw = raw,
            Reading = ReadingOutcome.Read,
            Source = document.Source,
            Area = document.Area,
            ExportedAt = exportedAt.AddTicks(-(exportedAt.Ticks % TicksPerMicrosecond)),
            ExportedOn = document.ExportedOn,
            IsSnapshot = document.Mode == DocumentMode.Snapshot,
            TellsHousehold = document.TellsHousehold,
            TellsItems = rows.Count > before,
            TellsCoordinator = TellsCoordinatorOf(document.Items),
            Hash = SHA256.HashData(bytes),
            Citizen = Telling(document.Citizen),
            ReferencesToEarlier = [.. document.ReferencesToEarlier],
        };
    }

    private static DocumentHead Refused(
        int number, RawDocument raw, CourseDocumentReading reading, ReadingOutcome outcome, IReadOnlyList<DocumentError> errors) => new()
        {
            Number = number,
            Raw = raw,
            Reading = outcome,
            Errors = errors,
            Source = reading.Source,
            Area = reading.Area,
            Result = DocumentResult.Rejected,
        };

    private static bool TellsCoordinatorOf(CourseBuilder items)
    {
        foreach (ref readonly var contact in items.Contacts.Span)
        {
            if (contact.Coordinator != CoordinatorKind.None)
            {
                return true;
            }
        }
        return false;
    }

    private CitizenTelling Telling(CitizenRecord citizen) =>
        new(citizen.Cpr, tools.CprProtection.IndexOf(citizen.Cpr), citizen.GivenName, citizen.FamilyName, citizen.BirthDate)
        {
            Told = citizen.Told,
            Protection = citizen.Protection,
            HomePlace = citizen.HomePlace,
            Language = citizen.Language,
            DigitalPostExempt = citizen.DigitalPostExempt,
            CoordinatorDeclinedUntil = citizen.CoordinatorDeclinedUntil,
            LastContactOn = citizen.LastContactOn,
            Limits = citizen.Limits,
        };

    private IReadOnlyList<CourseCopy> Take()
    {
        lock (_free)
        {
            return _free.TryPop(out var rows) ? rows : [.. Enumerable.Range(0, Threads).Select(_ => new CourseCopy())];
        }
    }

    private void GiveBack(IReadOnlyList<CourseCopy> rows)
    {
        foreach (var copy in rows)
        {
            copy.Clear();
        }
        lock (_free)
        {
            _free.Push(rows);
        }
    }
}
