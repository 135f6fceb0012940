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
/// that travel, load, considerations and the other areas' times count. Of a time that is out it is told which rules speak against it.
/// </summary>
/// <param name="Values">An appointment with its times; its length is kept. Without a day, from today.</param>
[Needs(Permission.SeeCourse)]
public sealed record FindTimes(CitizenId CitizenId, string Area, string Id, WrittenValues Values) : IQuery<FindTimes.Answer>, IConcernsCitizen
{
    public const int Weeks = 12;
    private const int MostFree = 6;
    private const int MostFreeADay = 2;
    private const int DaysToExplain = 3;
    private static readonly TimeOnly First = new(8, 0);
    private static readonly TimeOnly Last = new(17, 0);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    public sealed record Free(DateTime Start, DateTime End);

    /// <param name="Because">What speaks against it, as far as the viewer is told; empty where it is something of others'.</param>
    public sealed record Out(DateTime Start, IReadOnlyList<Bilingual> Because);

    /// <param name="Times">The nearest first, at most six; local.</param>
    /// <param name="Refused">Of the first days, the times that are out.</param>
    public sealed record Answer(IReadOnlyList<FieldError> Errors, IReadOnlyList<Free> Times, IReadOnlyList<Out> Refused);

    internal sealed class Handler(
        WrittenDocuments documents, IUnsavedChanges changes, IReferenceData reference, ICurrentViewer current, TimeProvider clock) : IQueryHandler<FindTimes, Answer>
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
            return Search(search, current.Viewer.MaskOf(unsaved.Before, today, data.On(today)), LocalTime.Of(clock.GetUtcNow()));
        }

        private static Answer Search(TimeSearch search, CourseMask saved, DateTime now)
        {
            var (free, refused) = (new List<Free>(), new List<Out>());
            var from = DateOnly.FromDateTime(search.Start) is var day && day > search.Today ? day : search.Today;
            var mask = saved.Over(search.Course);
            for (var (date, days) = (from, 0); date < from.AddDays(7 * Weeks) && free.Count < MostFree; date = date.AddDays(1))
            {
                if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && date != from)
                {
                    continue;
                }
                days++;
                var ofDay = 0;
                for (var start = date.ToDateTime(First); start + search.Length <= date.ToDateTime(Last) && ofDay < MostFreeADay && free.Count < MostFree; start += Step)
                {
                    if (start <= now)
                    {
                        continue;
                    }
                    var against = search.Try(start);
                    if (against.Count == 0)
                    {
                        free.Add(new Free(start, start + search.Length));
                        ofDay++;
                    }
                    else if (days <= DaysToExplain)
                    {
                        refused.Add(new Out(start, [.. against.Where(finding => mask.IsCompared(finding.Subjects)).Select(finding => RuleText.Of(finding.Rule).Title).Distinct()]));
                    }
                }
            }
            return new Answer([], free, refused);
        }
    }
}
