using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>What a meeting can be called with: the people the viewer knows of, an agenda filled in, and places.</summary>
/// <param name="WithCalled">Also the meetings that have been called, on which something can be taken up instead.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenMeetingForm(CitizenId CitizenId, string? Area, Language Language, bool WithCalled = false) : IQuery<OpenMeetingForm.View>, IConcernsCitizen
{
    public sealed record Choice(string Value, string Label);

    /// <param name="Areas">The viewer's, of which one calls.</param>
    /// <param name="Topics">The citizen's own first.</param>
    public sealed record View(
        string Citizen, string Area, IReadOnlyList<Choice> Areas, IReadOnlyList<MeetingPerson> People, IReadOnlyList<MeetingTopic> Topics, IReadOnlyList<Choice> Places,
        IReadOnlyList<MeetingLine> Called);

    internal sealed record Place(string Value, string Label);

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenMeetingForm, View>
    {
        public async Task<View> Handle(OpenMeetingForm query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var viewer = current.Viewer;
            var area = query.Area ?? current.Relation.OwnAreas.Concat(viewer.Areas).FirstOrDefault();
            if (area is null || !viewer.Areas.Contains(area))
            {
                throw new AccessDeniedException("access.area");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = viewer.MaskOf(file.Course, clock.Today(), reference);
            var places = await db.Sql<Place>($"select code as value, name as label from places where kind <> 'home' order by name").ToListAsync(cancellationToken);
            var called = query.WithCalled ? await MeetingLines.OfAsync(db, query.CitizenId, current, (mask, reference), cancellationToken) : [];
            return new View(
                file.GivenName, area, [.. viewer.Areas.Select(code => new Choice(code, reference.NameOf(code).Name))],
                new MeetingPeople(file, mask, reference, clock.Today()).All, new MeetingTopics(file, mask, reference, query.Language).All(),
                [.. places.Select(place => new Choice(place.Value, place.Label))], [.. called.Where(line => line.State == MeetingState.Called)]);
        }
    }
}
