using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// The courses of some citizens while they are read and judged. Builders are kept and used again for the next citizens,
/// so that the memory of a sweep does not grow with their number.
/// </summary>
internal sealed class CourseChunk
{
    /// <summary>A citizen with more rows than this in one collection gets a fresh builder afterwards instead of a kept one.</summary>
    private const int LargestKept = 512;

    private readonly List<CourseBuilder> _builders = [];
    private readonly Dictionary<Guid, int> _places = [];

    public List<Guid> Citizens { get; } = [];

    /// <summary>Large, so made only for those who read a stream.</summary>
    public TextPool Texts => field ??= new();

    public CourseBuilder this[int place] => _builders[place];

    /// <summary>Makes room for these citizens, empty.</summary>
    public void Restart(ReadOnlySpan<Guid> citizens)
    {
        Citizens.Clear();
        _places.Clear();
        foreach (var citizen in citizens)
        {
            var place = Citizens.Count;
            Citizens.Add(citizen);
            _places.Add(citizen, place);
            if (place == _builders.Count)
            {
                _builders.Add(new CourseBuilder());
            }
            else if (_builders[place].Appointments.Count > LargestKept || _builders[place].Interventions.Count > LargestKept)
            {
                _builders[place] = new CourseBuilder();
            }
            else
            {
                _builders[place].Clear();
            }
        }
    }

    /// <summary>The builder of a citizen, or null when the citizen is not in this chunk.</summary>
    public CourseBuilder? Find(Guid citizen) => _places.TryGetValue(citizen, out var place) ? _builders[place] : null;

    public int PlaceOf(Guid citizen) => _places[citizen];
}
