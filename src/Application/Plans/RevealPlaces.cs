using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Plans;

/// <summary>Why somebody needs to know where a protected citizen is.</summary>
public enum PlaceReason : byte { Meeting, Transport, Letter, Planning, Danger }

/// <summary>
/// Where the coming appointments of the viewer's own areas are, of a citizen of whom that is told on no page: the citizen is protected, or
/// somebody who lives there is. Asked for by itself, with a reason, and logged by itself.
/// </summary>
[Needs(Permission.RevealPlaces)]
public sealed record RevealPlaces(CitizenId CitizenId, PlaceReason Reason) : IQuery<RevealPlaces.View>, IConcernsCitizen, IGivesReason
{
    public string ReasonGiven => Reason.ToString();

    /// <param name="Place">Its code where it has no name here.</param>
    public sealed record Line(DateTime Start, DateTime End, string Title, AreaName Area, string Place);

    public sealed record View(string Name, IReadOnlyList<Line> Lines);

    internal sealed class Handler(TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<RevealPlaces, View>
    {
        public async Task<View> Handle(RevealPlaces query, CancellationToken cancellationToken)
        {
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var today = clock.Today();
            var mask = current.Viewer.MaskOf(file.Course, today, reference);
            var asked = mask.WithPlacesAskedFor();
            var lines = new List<Line>();
            foreach (ref readonly var one in file.Course.Appointments.Span)
            {
                if (one.IsInCalendar && DateOnly.FromDateTime(one.LocalStart) >= today && !mask.SeesPlace(one) && asked.SeesPlace(one))
                {
                    var place = (one.EffectivePlace ?? one.Place)!;
                    lines.Add(new Line(one.LocalStart, one.LocalEnd, one.Title ?? one.Key.Id, reference.NameOf(one.Area), reference.Places.GetValueOrDefault(place, place)));
                }
            }
            return new View(file.Name, [.. lines.OrderBy(line => line.Start)]);
        }
    }
}
