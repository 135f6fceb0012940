using System.Globalization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Proposals;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// What can be done about a conflict, made from its facts: of each thing in it that the viewer sees, whether they change it or propose that its
/// area does, and of an appointment the nearest times at which it would be part of no conflict.
/// </summary>
[Needs(Permission.SeeCourse)]
public sealed record FindWaysOut(ConflictId ConflictId) : IQuery<FindWaysOut.View>, IConcernsConflict
{
    private const int MostTimes = 3;
    private const int MostThings = 4;

    /// <param name="Form">What it is written in, where the viewer's own area writes it here; null where it is changed by a proposal.</param>
    /// <param name="Collection">As a proposal names it.</param>
    /// <param name="Times">Of an appointment, the nearest; local.</param>
    public sealed record Thing(string Collection, ItemKey Key, string Title, AreaName Area, WrittenKind? Form, DateTime? Start, IReadOnlyList<FindTimes.Free> Times);

    public sealed record View(CitizenId CitizenId, IReadOnlyList<Thing> Things);

    internal sealed class Handler(
        ISammenhaengDb db, TodaysCourse todays, IReferenceData referenceData, BusyTimes busy, OpeningHours opening, ICurrentViewer current, TimeProvider clock)
        : IQueryHandler<FindWaysOut, View>
    {
        public async Task<View> Handle(FindWaysOut query, CancellationToken cancellationToken)
        {
            var conflict = await db.Set<Conflict>().Where(one => one.Id == query.ConflictId).SeenAsync(cancellationToken);
            var (file, reference) = await todays.OpenAsync(conflict.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            var subjects = file.Conflicts.Single(one => one.Id == query.ConflictId).Subjects;
            var things = Things(subjects, file.Course, mask, reference).Take(MostThings).ToList();
            if (current.BreakGlass is not null || things.All(thing => thing.Start is null))
            {
                return new View(conflict.CitizenId, things);
            }
            var owners = things.Where(thing => thing.Start is not null).SelectMany(thing => BusyTimes.OwnersOf(file.Course, thing.Key)).Distinct().ToList();
            var last = DateOnly.FromDateTime(things.Max(thing => thing.Start)!.Value);
            var taken = await busy.OfAsync(conflict.CitizenId, owners, clock.Today(), last, cancellationToken);
            var on = ((await referenceData.CurrentAsync(cancellationToken)).EngineOn(clock.Today()), reference, clock.Today());
            var bounds = new TimeBounds(LocalTime.Of(clock.GetUtcNow()), opening, taken, MostTimes, Away(subjects));
            return new View(conflict.CitizenId, [.. things.Select(thing => thing.Start is null ? thing : thing with { Times = Times(thing.Key, conflict, file.Course, mask, on, bounds) })]);
        }

        private static IReadOnlyList<FindTimes.Free> Times(
            ItemKey key, Conflict conflict, CourseBuilder course, CourseMask mask, (ConflictEngine, ReferenceSnapshot, DateOnly) on, TimeBounds bounds)
        {
            // A week stays one with too much, or not: another appointment may have to go as well.
            var search = new TimeSearch(course, key, on, bounds.Away is null ? (conflict.Rule, conflict.SubjectKey) : null);
            var (times, _) = search.Nearest(bounds, mask);
            search.PutBack();
            return times;
        }

        /// <summary>The week or day that is too full.</summary>
        private static BusyTime? Away(IReadOnlyList<Subject> subjects)
        {
            foreach (var subject in subjects)
            {
                if (subject.Kind == SubjectKind.Week && IsoWeek.TryParse(subject.Id, out var week))
                {
                    return new BusyTime(week.Monday.ToDateTime(TimeOnly.MinValue), week.Monday.AddDays(7).ToDateTime(TimeOnly.MinValue));
                }
                if (subject.Kind == SubjectKind.Date && DateOnly.TryParse(subject.Id, CultureInfo.InvariantCulture, out var day))
                {
                    return new BusyTime(day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue));
                }
            }
            return null;
        }

        private List<Thing> Things(IReadOnlyList<Subject> subjects, CourseBuilder course, CourseMask mask, ReferenceSnapshot reference)
        {
            var things = new List<Thing>();
            foreach (var (kind, key) in Keys(subjects, course))
            {
                var collection = WrittenKinds.CollectionOf(kind);
                var found = ProposalTargets.Kinds.Contains(collection) ? ProposalTargets.Find(course, mask, collection, key) : null;
                var isWrittenHere = current.Viewer.Areas.Any(area => ItemKey.WrittenIn(area) == key.Source);
                if (found is { Title: { } title, Area: var area } && things.All(thing => thing.Key != key || thing.Collection != collection))
                {
                    things.Add(new Thing(collection, key, title, reference.NameOf(area), isWrittenHere ? kind : null, kind == WrittenKind.Appointment ? StartOf(course, key) : null, []));
                }
            }
            return things;
        }

        private IEnumerable<(WrittenKind Kind, ItemKey Key)> Keys(IReadOnlyList<Subject> subjects, CourseBuilder course)
        {
            foreach (var subject in subjects.Where(subject => subject.Source is not null))
            {
                if (KindOf(subject.Kind) is { } kind)
                {
                    yield return (kind, new ItemKey(subject.Source!, subject.Id));
                }
            }
            if (Away(subjects) is { } full)
            {
                // What need not be comes first, and what the viewer's own area can move.
                foreach (var one in course.Appointments.Span.ToArray()
                    .Where(one => one.Status == AppointmentStatus.Booked && !one.Leisure && one.Start > clock.GetUtcNow().UtcDateTime && full.Meets(one.LocalStart, one.LocalStart + (one.End - one.Start)))
                    .OrderBy(one => one.Mandatory).ThenByDescending(one => current.Viewer.Areas.Contains(one.Area)).ThenBy(one => one.Start))
                {
                    yield return (WrittenKind.Appointment, one.Key);
                }
            }
        }

        private DateTime? StartOf(CourseBuilder course, ItemKey key)
        {
            foreach (ref readonly var one in course.Appointments.Span)
            {
                if (one.Key == key)
                {
                    return one.Status == AppointmentStatus.Booked && one.Start > clock.GetUtcNow().UtcDateTime ? one.LocalStart : null;
                }
            }
            return null;
        }

        private static WrittenKind? KindOf(SubjectKind kind) => kind switch
        {
            SubjectKind.Appointment => WrittenKind.Appointment,
            SubjectKind.Plan => WrittenKind.Plan,
            SubjectKind.Goal => WrittenKind.Goal,
            SubjectKind.Intervention => WrittenKind.Intervention,
            _ => null,
        };
    }
}
