using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// The one place that decides what a member of staff sees of a citizen's course: the content of the own areas, and of
/// plans shared with an own area on a ground that is live today, whatever day the course is judged on. Of everything else only that
/// it is there, and when. Made over a course that has been built; what is laid over its rows later opens nothing.
/// </summary>
public sealed partial class CourseMask
{
    private readonly CourseBuilder _course;
    private readonly IReadOnlySet<string>? _areas;
    private readonly Standing? _standing;
    private readonly EmergencySight? _emergency;
    private readonly DateOnly _today;
    private readonly ComparisonLevels _levels;
    private readonly Dictionary<ItemKey, DataClasses> _plans;
    private readonly HashSet<string> _knownAreas;
    private readonly HashSet<string> _knownSources;
    private readonly IReadOnlyDictionary<string, string> _places;
    private readonly bool _placesAreAskedFor;
    private readonly ProtectedPlaces _protected;
    private readonly CourseMask? _decided;
    private Conflicts.SubjectItems? _items;
    private ProtectedWords? _words;

    private CourseMask(
        CourseBuilder course, IReadOnlySet<string>? areas, DateOnly today, IReadOnlyDictionary<string, string> places, ComparisonLevels levels,
        Standing? standing = null, bool placesAreAskedFor = false, EmergencySight? emergency = null)
    {
        _emergency = emergency;
        (_course, _areas, _today, _places, _levels, _standing, _placesAreAskedFor) = (course, areas, today, places, levels, standing, placesAreAskedFor);
        _protected = new ProtectedPlaces(course, standing, saved: null);
        _plans = [];
        _knownAreas = new HashSet<string>(StringComparer.Ordinal);
        _knownSources = new HashSet<string>(StringComparer.Ordinal);
        if (areas is not null)
        {
            LookAround(areas);
        }
    }

    private CourseMask(CourseMask saved, CourseBuilder changed, bool placesAreAskedFor)
    {
        _decided = saved._decided ?? saved;
        (_course, _placesAreAskedFor, _protected) = (changed, placesAreAskedFor, new ProtectedPlaces(changed, saved._standing, saved._protected));
        _emergency = saved._emergency;
        (_areas, _standing, _today, _levels, _plans, _knownAreas, _knownSources, _places) =
            (saved._areas, saved._standing, saved._today, saved._levels, saved._plans, saved._knownAreas, saved._knownSources, saved._places);
    }

    /// <summary>For staff with these areas (codes), by the consents, the comparison and the names of places of today.</summary>
    /// <param name="emergency">What is opened besides, for as long as it lasts; null of all others.</param>
    public static CourseMask For(
        CourseBuilder course, IReadOnlySet<string> areas, DateOnly today, ComparisonLevels levels, IReadOnlyDictionary<string, string> places,
        EmergencySight? emergency = null) => new(course, areas, today, places, levels, emergency: emergency);

    /// <summary>Nothing hidden: a check of documents whose sender holds them all.</summary>
    public static CourseMask Unmasked(CourseBuilder course, DateOnly today) =>
        new(course, areas: null, today, FrozenDictionary<string, string>.Empty, ComparisonLevels.Usual, placesAreAskedFor: true);

    /// <summary>For the citizen, who sees all of it, and for those who stand for or beside them.</summary>
    public static CourseMask For(CourseBuilder course, Standing standing, DateOnly today, IReadOnlyDictionary<string, string> places) =>
        new(course, standing.IsLetInToAll ? null : new HashSet<string>(), today, places, ComparisonLevels.Usual, standing, placesAreAskedFor: standing.Kind == StandingKind.Self);

    /// <summary>For staff who have said why they need to know where the citizen is: the places of their own areas' appointments.</summary>
    public CourseMask WithPlacesAskedFor() => new(this, _course, placesAreAskedFor: true);

    /// <summary>The same decisions over the same citizen's course as a change would make it: what is not saved opens nothing.</summary>
    public CourseMask Over(CourseBuilder changed) => new(this, changed, _placesAreAskedFor);

    public bool SeesPlan(int plan) => Sees(DataClasses.Plan, plan);

    /// <summary>An item of an area, in a plan (−1 for none).</summary>
    public bool Sees(DataClasses of, string area, int plan) => IsOwn(area) || (ByEmergency(area) & of) == of || Sees(of, plan);

    private bool IsOwn(string area) => _areas is null || _areas.Contains(area);

    private DataClasses ByEmergency(string area) => _emergency?.Of(area) ?? DataClasses.None;

    private bool Sees(DataClasses of, int plan)
    {
        if (_standing is { IsLetInToAll: false })
        {
            return (_standing.Opens & of) == of;
        }
        if (plan < 0 || _areas is null)
        {
            return plan >= 0;
        }
        ref readonly var row = ref _course.Plans[plan];
        return _plans.TryGetValue(row.Key, out var seen) ? (seen & of) == of : _areas.Contains(row.Area);
    }

    /// <summary>
    /// Whether the viewer is told that something of an area is there, though not what: not where that area is compared with none of the
    /// viewer's. Somebody without an area, who coordinates, is told.
    /// </summary>
    public bool IsTold(DataClasses of, string area) =>
        _areas is null || _levels.IsUsual || _areas.Count == 0 || _areas.Any(own => (_levels.NotCompared(own, area) & of) == 0 || IsShared(own, area))
        || (ByEmergency(area) & of) != 0;

    /// <summary>
    /// Whether a conflict is told to staff: whoever sees all its sides, or where each two areas whose things meet in it are compared by the kinds
    /// of information it is made of. One about the course as a whole has every area with a plan as its side.
    /// </summary>
    public bool IsCompared(IReadOnlyList<Conflicts.Subject> subjects)
    {
        if (_areas is null || _levels.IsUsual)
        {
            return true;
        }
        IReadOnlyList<string> sides = (_items ??= new Conflicts.SubjectItems(_course)).AreasOf(subjects);
        var of = sides.Count == 0 ? DataClasses.All : subjects.Aggregate(DataClasses.None, (all, subject) => all | DataClassWords.Of(subject.Kind));
        sides = sides.Count == 0 ? AreasWithPlans() : sides;
        if (sides.All(side => IsOwn(side) || (ByEmergency(side) & of) == of))
        {
            return true;
        }
        for (var i = 0; i < sides.Count; i++)
        {
            for (var j = i + 1; j < sides.Count; j++)
            {
                if ((_levels.NotCompared(sides[i], sides[j]) & of) != 0 && !IsShared(sides[i], sides[j]))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private List<string> AreasWithPlans()
    {
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var plan in _course.Plans.Span)
        {
            areas.Add(plan.Area);
        }
        return [.. areas];
    }

    /// <summary>Whether the viewer sees what an area tells that stands in no plan.</summary>
    public bool SeesArea(string area) => IsOwn(area) || (ByEmergency(area) & DataClasses.Plan) != 0;

    /// <summary>
    /// Where an appointment is, and how far away. Where somebody protected lives, and every place where a protected citizen is to be found, is
    /// told to the citizen who goes there, to the area whose appointment it is when it says why it asks, and to nobody else: a school, a ward
    /// or ten minutes on foot tell where one lives.
    /// </summary>
    public bool SeesPlace(in AppointmentItem one) =>
        _placesAreAskedFor && IsOwn(one.Area) || (one.EffectivePlace ?? one.Place) is not { } place || !_protected.Has(place);

    /// <summary>Free text without the names of protected places: whoever wrote it may not have known of the protection.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Text(string? text)
    {
        if (text is null || _placesAreAskedFor)
        {
            return text;
        }
        return (_words ??= new ProtectedWords(_protected.All().Select(code => _places.GetValueOrDefault(code)))).TakenOutOf(text);
    }

    /// <summary>A contact of an own area, or the owner of a plan that is seen.</summary>
    public bool SeesContact(int contact)
    {
        if (SeesArea(_course.Contacts[contact].Area))
        {
            return true;
        }
        for (var i = 0; i < _course.Plans.Count; i++)
        {
            if (_course.Plans[i].Owner == contact && _course.Plans[i].IsInForce && SeesPlan(i))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A consent names the areas it is between, so it is seen by those it is from or to.</summary>
    public bool SeesConsent(in ConsentItem consent) => _areas is null || _areas.Overlaps(consent.FromAreas) || _areas.Overlaps(consent.ToAreas);

    /// <summary>Whether the viewer may know that an area is involved: an own one, or one that something seen names.</summary>
    public bool KnowsArea(string area) => _areas is null || _areas.Contains(area) || _knownAreas.Contains(area);

    /// <summary>Whether the viewer may know that a source tells of this citizen.</summary>
    public bool KnowsSource(string source) => _areas is null || _knownSources.Contains(source);

    /// <summary>
    /// What a share opens today: of a consent what it is about, as long as it holds; the other grounds stand by their reason
    /// (forvaltningsloven § 28).
    /// </summary>
    public DataClasses Opens(in ShareItem share)
    {
        if (share.Until < _today)
        {
            return DataClasses.None;
        }
        if (share.Ground != ShareGround.Consent)
        {
            return DataClasses.All;
        }
        var from = _course.Plans[share.Plan].Area;
        var adultFrom = _course.Citizen.Birthday(ConsentSigners.AdultAge);
        var opens = DataClasses.None;
        foreach (ref readonly var consent in _course.Consents.Span)
        {
            if (consent.OpensOn(_today, adultFrom) && Array.IndexOf(consent.FromAreas, from) >= 0 && Array.IndexOf(consent.ToAreas, share.Area) >= 0)
            {
                opens |= DataClassWords.Of(consent.Categories);
            }
        }
        return opens;
    }

    private void LookAround(IReadOnlySet<string> areas)
    {
        _knownAreas.UnionWith(_emergency?.Areas ?? []);
        for (var i = 0; i < _course.Plans.Count; i++)
        {
            ref readonly var plan = ref _course.Plans[i];
            var seen = areas.Contains(plan.Area) ? DataClasses.All : SharedWith(areas, i) | ByEmergency(plan.Area);
            _plans[plan.Key] = seen;
            if (seen != DataClasses.None)
            {
                _knownAreas.Add(plan.Area);
                _knownSources.Add(plan.Key.Source);
            }
        }
        foreach (ref readonly var share in _course.Shares.Span)
        {
            if (SeesPlan(share.Plan))
            {
                _knownAreas.Add(share.Area);
            }
        }
        foreach (ref readonly var consent in _course.Consents.Span)
        {
            if (SeesConsent(consent))
            {
                _knownAreas.UnionWith(consent.FromAreas);
                _knownAreas.UnionWith(consent.ToAreas);
            }
        }
        foreach (ref readonly var contact in _course.Contacts.Span)
        {
            if (SeesArea(contact.Area))
            {
                _knownSources.Add(contact.Key.Source);
            }
        }
    }

    private DataClasses SharedWith(IReadOnlySet<string> areas, int plan)
    {
        var seen = DataClasses.None;
        foreach (ref readonly var share in _course.Shares.Span)
        {
            if (share.Plan == plan && areas.Contains(share.Area))
            {
                seen |= Opens(share);
            }
        }
        return seen;
    }
}
