using System.Globalization;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>
/// The nearest times at which an appointment would cause no new conflict: each is tried with all rules on the citizen's whole plan, so
/// that travel, load, considerations and the other areas' times count; within opening hours, and when the professionals are free. Of a time that is out it is told which rules speak against it.
/// </summary>
/// <param name="Values">An appointment with its times; its length is kept. Without a day, from today.</param>
/// <param name="Professionals">Contacts of the citizen who are to come; null for whoever owns the plan it is in. What they have with other citizens counts.</param>
[Needs(Permission.SeeCourse)]
public sealed record FindTimes(CitizenId CitizenId, string Area, string Id, WrittenValues Values, IReadOnlyCollection<ItemKey>? Professionals = null)
    : IQuery<FindTimes.Answer>, IConcernsCitizen
{
    public const int Weeks = 12;
    private const int MostFree = 6;

    public sealed record Free(DateTime Start, DateTime End);

    /// <param name="Because">What speaks against it, as far as the viewer is told; empty where it is something of others'.</param>
    /// <param name="IsTaken">One of the professionals is with another citizen.</param>
    public sealed record Out(DateTime Start, IReadOnlyList<Bilingual> Because, bool IsTaken = false);

    /// <param name="Times">The nearest first, at most six; local.</param>
    /// <param name="Refused">Of the first days, the times that are out.</param>
    public sealed record Answer(IReadOnlyList<FieldError> Errors, IReadOnlyList<Free> Times, IReadOnlyList<Out> Refused);

    internal sealed class Handler(
        WrittenDocuments documents, IUnsavedChanges changes, BusyTimes busy, OpeningHours opening, IReferenceData reference, ICurrentViewer current,
        TimeProvider clock) : IQueryHandler<FindTimes, Answer>
    {
        public async Task<Answer> Handle(FindTimes query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var today = clock.Today();
            var values = query.Values.One("day").Length > 0 ? query.Values : query.Values.With("day", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            var errors = values.Check();
            if (errors.Count > 0)
            {
                return new Answer(errors, [], []);
            }
            var change = await documents.MakeAsync((query.CitizenId, query.Area), query.Id, seen: 0, values.With(WrittenForms.RepeatWeeks, ""), cancellationToken);
            var unsaved = await changes.TryAsync(query.CitizenId, change.Document, isWrittenHere: true, cancellationToken) ?? throw new AccessDeniedException();
            if (unsaved.Errors.Count > 0)
            {
                return new Answer([.. unsaved.Errors.Select(error => WrittenDocuments.FieldOf(error, WrittenKind.Appointment)).Distinct()], [], []);
            }
            var data = await reference.CurrentAsync(cancellationToken);
            var search = new TimeSearch(unsaved, new ItemKey(change.Source, query.Id), (data.EngineOn(today), data.On(today), today));
            _ = unsaved.Before.Build(today, data.On(today));
            var mask = current.Viewer.MaskOf(unsaved.Before, today, data.On(today)).Over(unsaved.After);
            var taken = await busy.OfAsync(query.CitizenId, query.Professionals ?? BusyTimes.OwnersOf(unsaved.After, new ItemKey(change.Source, query.Id)), today, search.From, cancellationToken);
            var (times, refused) = search.Nearest(new TimeBounds(LocalTime.Of(clock.GetUtcNow()), opening, taken, MostFree), mask);
            return new Answer([], times, refused);
        }
    }
}
