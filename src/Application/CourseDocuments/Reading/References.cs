using System.Buffers;
using System.Globalization;
using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>
/// The ids and references of one document. References are looked up at the end, because a document may name an item before
/// it tells it.
/// </summary>
internal sealed class References(ErrorLog errors)
{
    public const string Citizen = "citizen";

    private const int LongestId = 64;

    // After a document with more the room is given back.
    private const int ManyReferences = 4096;

    private static readonly SearchValues<char> NotInIds =
        SearchValues.Create([.. "+>/:", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c)]);

    private readonly HashSet<string>[] _ids = [.. Enumerable.Range(0, (int)Collection.Count).Select(_ => new HashSet<string>(StringComparer.Ordinal))];
    private readonly List<Pending> _pending = [];
    private readonly List<PathStep> _paths = [];
    private readonly HashSet<(ReferenceTarget, string)> _earlier = [];

    private readonly record struct Pending(ReferenceTarget Targets, string Text, bool MayNameOthers, int Path, int Length);

    public void Clear()
    {
        foreach (var ids in _ids)
        {
            if (ids.Count > 1000)
            {
                ids.Clear();
                ids.TrimExcess();
            }
            else if (ids.Count > 0)
            {
                ids.Clear();
            }
        }
        _pending.Clear();
        _paths.Clear();
        _earlier.Clear();
        if (_pending.Capacity > ManyReferences)
        {
            _pending.Capacity = 0;
            _paths.Capacity = 0;
        }
    }

    /// <summary>Takes note of an item's id; tells when it was there before or holds what an id may not.</summary>
    public void Tell(Collection collection, string id)
    {
        if (id.AsSpan().ContainsAny(NotInIds))
        {
            errors.Add(DocumentErrorCodes.Pattern);
        }
        if (!_ids[(int)collection].Add(id))
        {
            errors.Add(DocumentErrorCodes.IdDuplicate);
        }
        if (collection == Collection.Network && id == Citizen)
        {
            errors.Add(DocumentErrorCodes.IdReserved);
        }
    }

    /// <summary>
    /// Whether a source or an id is this number: ids stand in the open, in addresses, fingerprints and logs, where no CPR number may be.
    /// </summary>
    public bool Names(Cpr cpr, string source)
    {
        var dashed = string.Concat(cpr.Digits.AsSpan(0, 6), "-", cpr.Digits.AsSpan(6));
        return source == cpr.Digits || source == dashed || Array.Exists(_ids, ids => ids.Contains(cpr.Digits) || ids.Contains(dashed));
    }

    /// <summary>Takes note of a reference at the place that is being read.</summary>
    public void Refer(ReferenceTarget targets, string? text, bool mayNameOthers = false)
    {
        if (text is null)
        {
            return;
        }
        var steps = errors.Steps;
        _pending.Add(new Pending(targets, text, mayNameOthers, _paths.Count, steps.Length));
        foreach (var step in steps)
        {
            _paths.Add(step);
        }
    }

    /// <summary>
    /// Looks every reference up; those to the same source that the document does not resolve are handed over, once for each thing that
    /// is referred to.
    /// </summary>
    public void Resolve(string source, List<EarlierReference> earlier)
    {
        foreach (var reference in _pending)
        {
            var (id, isOwn) = Split(reference.Text, source);
            if (id.Length is 0 or > LongestId || id.AsSpan().ContainsAny(NotInIds) || (!isOwn && !NamesSource(reference.Text))
                || (!reference.MayNameOthers && id.Length != reference.Text.Length))
            {
                errors.AddAt(PathOf(reference), DocumentErrorCodes.ReferenceForm);
            }
            else if (isOwn && !IsTold(reference.Targets, id) && _earlier.Add((reference.Targets, id)))
            {
                if (earlier.Count == DocumentLimits.MaxReferencesToEarlier)
                {
                    errors.AddAt(PathOf(reference), DocumentErrorCodes.ReferenceTooMany, DocumentLimits.MaxReferencesToEarlier.ToString(CultureInfo.InvariantCulture));
                    return;
                }
                earlier.Add(new EarlierReference(PathOf(reference), reference.Targets, id));
            }
        }
    }

    /// <summary>The source and id that a reference means, written as <c>id</c> or <c>source:id</c>.</summary>
    public static (string Source, string Id) Target(string text, string source)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (source, text) : (text[..colon], text[(colon + 1)..]);
    }

    private static (string Id, bool IsOwn) Split(string text, string source)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, true) : (text[(colon + 1)..], text.AsSpan(0, colon).SequenceEqual(source));
    }

    private static bool NamesSource(string text)
    {
        var source = text.AsSpan(0, text.IndexOf(':', StringComparison.Ordinal));
        if (source.Length is < 2 or > 32)
        {
            return false;
        }
        foreach (var c in source)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }
        return true;
    }

    private bool IsTold(ReferenceTarget targets, string id) =>
        (Aims(targets, ReferenceTarget.Plan) && _ids[(int)Collection.Plans].Contains(id))
        || (Aims(targets, ReferenceTarget.Goal) && _ids[(int)Collection.Goals].Contains(id))
        || (Aims(targets, ReferenceTarget.Intervention) && _ids[(int)Collection.Interventions].Contains(id))
        || (Aims(targets, ReferenceTarget.Contact) && _ids[(int)Collection.Contacts].Contains(id))
        || (Aims(targets, ReferenceTarget.Network) && _ids[(int)Collection.Network].Contains(id));

    private static bool Aims(ReferenceTarget targets, ReferenceTarget one) => (targets & one) != 0;

    private string PathOf(Pending reference) =>
        ErrorLog.PathOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_paths).Slice(reference.Path, reference.Length));
}

/// <summary>The lists of items that a document may have.</summary>
internal enum Collection : byte
{
    Plans, Goals, Interventions, Restrictions, Appointments, Contacts, Network, Consents, Assessments, Milestones, Mandates,
    Decisions, Agreements, Count,
}
