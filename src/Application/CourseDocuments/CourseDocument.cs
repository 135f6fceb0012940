using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>A snapshot is all that a source knows of a citizen, so what it leaves out is ended; a patch adds and changes only.</summary>
public enum DocumentMode : byte { Snapshot, Patch }

/// <summary>What one source system told of one citizen at one moment: read, checked, and ready to be merged.</summary>
public sealed class CourseDocument
{
    /// <summary>Which source system told this, such as <c>skole-familie</c>.</summary>
    public string Source { get; internal set; } = "";

    /// <summary>Core-area code that owns the items.</summary>
    public string Area { get; internal set; } = "";

    public DateTimeOffset ExportedAt { get; internal set; }

    /// <summary>The day of the export in Europe/Copenhagen: what a plan left out of a snapshot ends on.</summary>
    public DateOnly ExportedOn => LocalTime.DateOf(ExportedAt);

    public DocumentMode Mode { get; internal set; }

    public CitizenRecord Citizen { get; } = new();

    /// <summary>
    /// The items, in the rows that rules read, every item's key with <see cref="Source"/> and defaults filled in. References to
    /// the same source may be written bare or as <c>source:id</c> in the document; here requirements and references of plans carry
    /// the source, entries of invited, exemption, givenBy and holder are as written. <c>FirstSeen</c> is left for whoever stores.
    /// </summary>
    public CourseBuilder Items { get; } = new();

    /// <summary>True when the document has a household, also one without residences; it replaces what the source told before.</summary>
    public bool TellsHousehold { get; internal set; }

    /// <summary>CPR numbers of network persons, by network id.</summary>
    public List<(string NetworkId, Cpr Cpr)> NetworkCprs { get; } = [];

    /// <summary>
    /// References to items of the same source that are not in this document: each must have been sent before by that source
    /// (ended since or not), else the document is refused with <see cref="EarlierReference.Unknown"/>.
    /// </summary>
    public List<EarlierReference> ReferencesToEarlier { get; } = [];

    /// <summary>Empties the document for the next one to be read into it.</summary>
    public void Clear()
    {
        Source = "";
        Area = "";
        ExportedAt = default;
        Mode = default;
        Citizen.Clear();
        Items.Clear();
        TellsHousehold = false;
        NetworkCprs.Clear();
        ReferencesToEarlier.Clear();
    }
}

/// <summary>Which collections a reference may point into.</summary>
[Flags]
public enum ReferenceTarget : byte { None = 0, Plan = 1, Goal = 2, Intervention = 4, Contact = 8, Network = 16 }

/// <summary>A reference that the document itself does not resolve.</summary>
/// <param name="Path">Where it stands in the document.</param>
/// <param name="Target">The collections it may point into; an agreement's owner may be a contact or a network person.</param>
/// <param name="Id">The id, of the document's own source.</param>
public sealed record EarlierReference(string Path, ReferenceTarget Target, string Id)
{
    /// <summary>The error when the source has never sent it.</summary>
    public DocumentError Unknown => new DocumentError(Path, DocumentErrorCodes.ReferenceUnknown);
}
