using Sammenhaeng.Application.CourseDocuments.Schema;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>
/// The document while it is being read: fields fill the row that was added last, in whatever order they come, and what needs
/// more than one field is checked when its object ends. Source and area may come last of all, so keys are completed at the end.
/// </summary>
internal sealed class DocumentRows
{
    public DocumentRows(ErrorLog errors)
    {
        Errors = errors;
        References = new References(errors);
    }

    public ErrorLog Errors { get; }

    /// <summary>The document is made by the product itself, of what somebody writes in it.</summary>
    public bool IsWrittenHere { get; init; }

    public References References { get; }

    public KnownCodes Codes { get; set; } = null!;

    public CourseDocument Document { get; set; } = null!;

    public CourseBuilder Items => Document.Items;

    /// <summary>Which properties the object that just ended had.</summary>
    public ulong Seen { get; set; }

    /// <summary>The dates of the item that is being read.</summary>
    public DateRange Period;

    /// <summary>The dates of a part of it: an absence, a coordinator's time.</summary>
    public DateRange Part;

    /// <summary>The clock times of the window that is being read.</summary>
    public (TimeOnly? Start, TimeOnly? End) Window { get; set; }

    /// <summary>Words of the list that is being read.</summary>
    public List<string> Words { get; } = [];

    public bool HasSource { get; set; }

    public bool HasArea { get; set; }

    public DateTime? ExportedAt { get; set; }

    public bool HasCpr { get; set; }

    public DateOnly? BirthDate { get; set; }

    public void Begin(CourseDocument document, KnownCodes codes)
    {
        document.Clear();
        Document = document;
        Codes = codes;
        References.Clear();
        Words.Clear();
        HasSource = false;
        HasArea = false;
        HasCpr = false;
        ExportedAt = null;
        BirthDate = null;
        Period = default;
        Part = default;
    }

    /// <summary>The words of the list that ended.</summary>
    public string[] TakeWords()
    {
        string[] words = [.. Words];
        Words.Clear();
        return words;
    }

    /// <summary>The period of the object that ended; tells when it ends before it starts.</summary>
    public Days TakePeriod(ref DateRange range)
    {
        if (range.To < range.From)
        {
            Errors.AddFor("to", DocumentErrorCodes.PeriodOrder);
        }
        var days = Days.Of(range.From, range.To);
        range = default;
        return days;
    }

    public bool Has(SchemaNode node, string property) =>
        (Seen & (1UL << Array.FindIndex(node.Properties!.Nodes, one => one.Name == property))) != 0;

    /// <summary>Puts source and area into the rows and looks references up.</summary>
    public void Finish()
    {
        Document.ExportedAt = ExportedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : default;
        References.Resolve(Document.Source, Document.ReferencesToEarlier);
        if (!IsWrittenHere && ItemKey.IsOurs(Document.Source))
        {
            Errors.AddAt("/source", DocumentErrorCodes.SourceReserved);
        }
        // A number is no system's name, whosever it is: a source stands in the open in every key.
        var source = Document.Source;
        if (Cpr.TryParse(source, out _))
        {
            Errors.AddAt("/source", DocumentErrorCodes.IdCpr);
            source = "";
        }
        if (HasCpr && References.Names(Document.Citizen.Cpr, source))
        {
            Errors.AddAt("/citizen/cpr", DocumentErrorCodes.IdCpr);
        }
        foreach (var (_, cpr) in Document.NetworkCprs)
        {
            if (References.Names(cpr, source))
            {
                Errors.AddAt("/network", DocumentErrorCodes.IdCpr);
            }
        }
        if (Errors.IsEmpty)
        {
            RowKeys.Complete(Document);
        }
    }
}

/// <summary>Two dates as they were told.</summary>
internal struct DateRange
{
    public DateOnly? From;
    public DateOnly? To;
}
