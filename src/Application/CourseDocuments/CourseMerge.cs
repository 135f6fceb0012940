using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>What came of one document.</summary>
public enum MergeResult : byte
{
    /// <summary>Taken; it may have changed nothing.</summary>
    Merged,

    /// <summary>Older than the source's last snapshot, so the source has said since what it knows.</summary>
    Older,

    /// <summary>Another citizen, another birth date, or a reference to what was never sent.</summary>
    Refused,
}

/// <summary>
/// Makes one course of several documents about one citizen, told in the order in which they arrive. The import does the same in
/// the database, set by set; a test holds the two against each other. In words:
/// <list type="bullet">
/// <item>A document older (by <c>exportedAt</c>) than its source's last snapshot is ignored. Equally old is not older.</item>
/// <item>Otherwise it is merged item by item, keyed by source, collection and id. Of each item the latest <c>exportedAt</c> wins; at
/// equal times what arrives last. An item comes with its parts (shares, requirements, conditions).</item>
/// <item>A snapshot ends what its source has told and it leaves out, unless that was told by a later patch. What has ended leaves
/// the course; an ended plan stays, with its shares, as completed on the local day of the export, or earlier if it ended earlier, but
/// never before it began. What has ended may be told again and is then back.</item>
/// <item>A household is one item: told anew it replaces what the source told of it; left out of a snapshot it ends.</item>
/// <item>References to earlier items of the source may point to what has ended since.</item>
/// </list>
/// </summary>
public sealed class CourseMerge
{
    private readonly List<CourseDocument> _documents = [];
    private readonly Dictionary<string, SourceTelling> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<Cpr, long> _persons = [];
    private (Cpr Cpr, DateOnly BirthDate)? _citizen;

    /// <summary>Takes one document; it must not be changed until the course is made.</summary>
    public MergeResult Add(CourseDocument document, out IReadOnlyList<DocumentError> errors)
    {
        errors = ErrorsOfCitizen(document.Citizen);
        if (errors.Count > 0)
        {
            return MergeResult.Refused;
        }
        var known = _sources.TryGetValue(document.Source, out var source);
        source ??= new SourceTelling(document.Source);
        if (document.ExportedAt < source.LastSnapshotAt)
        {
            return MergeResult.Older;
        }
        errors = [.. document.ReferencesToEarlier.Where(reference => !source.HasTold(reference)).Select(reference => reference.Unknown).Take(DocumentLimits.MaxErrors)];
        if (errors.Count > 0)
        {
            return MergeResult.Refused;
        }
        if (!known)
        {
            _sources.Add(document.Source, source);
        }
        _citizen ??= (document.Citizen.Cpr, document.Citizen.BirthDate);
        source.Take(document, _documents.Count);
        _documents.Add(document);
        return MergeResult.Merged;
    }

    /// <summary>Puts the course into an empty builder. Nothing is known of the citizen when no document was merged.</summary>
    public void Fill(CourseBuilder course)
    {
        CitizenMerge.Fill(ref course.Citizen, _citizen?.BirthDate ?? default, _sources.Values);
        for (var number = 0; number < _documents.Count; number++)
        {
            var document = _documents[number];
            new DocumentShare(document, number, _sources[document.Source], _persons).AddTo(course);
        }
    }

    public void Clear()
    {
        _documents.Clear();
        _sources.Clear();
        _persons.Clear();
        _citizen = null;
    }

    private DocumentError[] ErrorsOfCitizen(CitizenRecord citizen) =>
        _citizen is not { } known ? []
        : known.Cpr != citizen.Cpr ? [new DocumentError("/citizen/cpr", DocumentErrorCodes.CprOtherCitizen)]
        : known.BirthDate != citizen.BirthDate ? [new DocumentError("/citizen/birthDate", DocumentErrorCodes.CprOtherBirthDate)]
        : [];
}
