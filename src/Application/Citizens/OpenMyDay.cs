using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.BreakGlass;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Citizens;

/// <summary>What the viewer should look at today: conflicts, what they have promised, meetings, and requests to answer.</summary>
[Needs(Permission.FindCitizens)]
public sealed record OpenMyDay : IQuery<OpenMyDay.View>
{
    private const int MostConflicts = 6;
    private const int MostOfAKind = 8;

    public sealed record Conflict(ConflictId Id, CitizenId CitizenId, string Citizen, string Rule, Severity Severity, ConflictState State, DateOnly FirstSeen, DateOnly? Due, bool IsMine);

    /// <param name="IsProtected">The citizen is, so the meeting is not called by its name.</param>
    /// <param name="Title">Null where it is hidden.</param>
    public sealed record Meeting(CitizenId CitizenId, string Citizen, bool IsProtected, string? Title, DateTime Start, DateTime End, AppointmentMode Mode);

    /// <summary>Somebody who does not work with the citizen has taken emergency access.</summary>
    public sealed record Emergency(CitizenId CitizenId, string Citizen, string Who, BreakGlassReason Reason, DateTimeOffset At);

    public sealed record View : IShowsCitizens
    {
        public required string Name { get; init; }
        public required DateOnly Today { get; init; }

        /// <summary>When this was read: what comes later has not been seen.</summary>
        public required DateTimeOffset ReadAt { get; init; }

        /// <summary>Critical and high conflicts that are open, and tasks whose day is today or has passed.</summary>
        public required int Urgent { get; init; }

        public required int OpenConflicts { get; init; }
        public required IReadOnlyList<Conflict> Conflicts { get; init; }

        /// <summary>Of each kind those that are due first.</summary>
        public required IReadOnlyList<StaffTask> Tasks { get; init; }

        /// <summary>How many wait for the viewer, of all kinds.</summary>
        public required int AllTasks { get; init; }

        /// <summary>The first day from today on which something that waits for the viewer is due.</summary>
        public required DateOnly? NextDue { get; init; }

        /// <summary>Those of the viewer's areas; a coordinator also sees when the others are, without a title.</summary>
        public required IReadOnlyList<Meeting> Meetings { get; init; }

        /// <summary>Of the last seven days, the newest first.</summary>
        public required IReadOnlyList<Emergency> Emergencies { get; init; }

        /// <summary>What others have changed since the viewer last said to have seen it, the newest first.</summary>
        public required IReadOnlyList<CitizenNews> News { get; init; }

        public IEnumerable<StaffTask> Of(params IReadOnlyList<TaskKind> kinds) => Tasks.Where(task => kinds.Contains(task.Kind));

        public IReadOnlyCollection<CitizenId> ShownCitizens =>
            [.. Conflicts.Select(one => one.CitizenId).Concat(Tasks.Select(one => one.CitizenId).OfType<CitizenId>()).Concat(Meetings.Select(one => one.CitizenId)).Concat(Emergencies.Select(one => one.CitizenId)).Concat(News.Select(one => one.CitizenId)).Distinct()];
    }

    internal sealed record FoundConflict(
        Guid Id, Guid CitizenId, string Citizen, string Rule, int Severity, string State, DateTimeOffset FirstSeenAt, DateOnly? Due, bool IsMine, int Urgent, int Total);

    internal sealed record FoundMeeting(Guid CitizenId, string Citizen, bool IsProtected, string? Title, DateTimeOffset StartAt, DateTimeOffset EndAt, string Mode);

    internal sealed record FoundEmergency(Guid CitizenId, string Citizen, string Who, string Reason, DateTimeOffset OpenedAt);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenMyDay, View>
    {
        // Six of all, and every one that the viewer has promised to do something about.
        private const string Conflicts =
            """
            , found as (
              select c.id, c.citizen_id, z.given_name || ' ' || z.family_name as citizen, c.rule, c.severity::int as severity, c.state,
                c.first_seen_at, c.due_on as due, coalesce(c.owner_id = {0}, false) as is_mine,
                (count(*) filter (where c.severity >= 2) over ())::int as urgent, (count(*) over ())::int as total,
                row_number() over (order by c.severity desc, c.first_seen_at desc, c.id) as place
              from conflicts c join mine m on m.citizen_id = c.citizen_id join citizens z on z.id = c.citizen_id
              where c.state in ('open', 'acknowledged')
            )
            select id, citizen_id, citizen, rule, severity, state, first_seen_at, due, is_mine, urgent, total
            from found where place <= {3} or is_mine order by place
            """;

        // What a meeting is called may tell where a protected citizen is.
        private const string Meetings =
            """
            select a.citizen_id, z.given_name || ' ' || z.family_name as citizen, z.protection <> 'none' as is_protected,
              case when a.area = any({1}) and z.protection = 'none' then a.title end as title, a.start_at, a.end_at, a.mode
            from appointments a join mine m on m.citizen_id = a.citizen_id join citizens z on z.id = a.citizen_id
            where a.ended_at is null and a.status = 'booked'
              and (a.area = any({1}) or exists (select from coordinator_assignments r
                where r.citizen_id = a.citizen_id and r.user_id = {0} and r.state = 'active' and r.period_from <= {2} and (r.period_to is null or r.period_to >= {2})))
              and a.start_at >= {3} and a.start_at < {4}
            order by a.start_at, citizen limit 50
            """;

        private const string Emergencies =
            """
            select g.citizen_id, z.given_name || ' ' || z.family_name as citizen, u.name as who, g.reason, g.opened_at
            from break_glass_grants g join mine m on m.citizen_id = g.citizen_id join citizens z on z.id = g.citizen_id join users u on u.id = g.user_id
            where g.opened_at > {3} and g.user_id <> {0} order by g.opened_at desc limit 20
            """;

        public async Task<View> Handle(OpenMyDay query, CancellationToken cancellationToken)
        {
            var (viewer, today) = (current.Viewer, clock.Today());
            var from = LocalTime.Midnight(today);
            var conflicts = await db.Sql<FoundConflict>(StaffCitizens.Query(viewer, CitizenScope.Mine, today, Conflicts, MostConflicts)).ToListAsync(cancellationToken);
            var meetings = await db.Sql<FoundMeeting>(StaffCitizens.Query(viewer, CitizenScope.Mine, today, Meetings, from, LocalTime.Midnight(today.AddDays(1)))).ToListAsync(cancellationToken);
            var emergencies = await db.Sql<FoundEmergency>(StaffCitizens.Query(viewer, CitizenScope.Mine, today, Emergencies, clock.GetUtcNow().AddDays(-7))).ToListAsync(cancellationToken);
            var tasks = await StaffTasks.ReadAsync(db, viewer, today, cancellationToken);
            var news = await CitizenNews.ReadAsync(db, viewer, clock, cancellationToken);
            return new View
            {
                Name = viewer.Name,
                Today = today,
                ReadAt = clock.GetUtcNow(),
                Urgent = (conflicts.Count == 0 ? 0 : conflicts[0].Urgent)
                    + tasks.Count(task => task.Due <= today && !conflicts.Exists(row => row.Severity >= (int)Severity.H && task.Kind == TaskKind.Conflict && row.Id.ToString() == task.Id)),
                OpenConflicts = conflicts.Count == 0 ? 0 : conflicts[0].Total,
                Conflicts = [.. conflicts.Take(MostConflicts).Select(Line)],
                Tasks = [.. tasks.GroupBy(task => task.Kind).SelectMany(kind => kind.Take(MostOfAKind))],
                AllTasks = tasks.Count,
                NextDue = tasks.Find(task => task.Due >= today)?.Due,
                News = news,
                Meetings = [.. meetings.Select(row => new Meeting(
                    CitizenId.From(row.CitizenId), row.Citizen, row.IsProtected, row.Title,
                    LocalTime.Of(row.StartAt), LocalTime.Of(row.EndAt), Word<AppointmentMode>.Parse(row.Mode)))],
                Emergencies = [.. emergencies.Select(row => new Emergency(
                    CitizenId.From(row.CitizenId), row.Citizen, row.Who, Word<BreakGlassReason>.Parse(row.Reason), row.OpenedAt))],
            };
        }

        private static Conflict Line(FoundConflict row) => new(
            ConflictId.From(row.Id), CitizenId.From(row.CitizenId), row.Citizen, row.Rule, (Severity)row.Severity,
            Word<ConflictState>.Parse(row.State), LocalTime.DateOf(row.FirstSeenAt), row.Due, row.IsMine);
    }
}
