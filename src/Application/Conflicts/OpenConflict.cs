using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>One conflict as the viewer may see it, with its life until now and who could take it on.</summary>
[Needs(Permission.SeeCourse)]
public sealed record OpenConflict(ConflictId ConflictId, Language Language) : IQuery<OpenConflict.View>, IConcernsConflict
{
    public sealed record Change(ConflictChange What, DateTimeOffset At, string? By, string? Note, DateOnly? Until, Severity Severity);

    public sealed record Colleague(UserId Id, string Name);

    public sealed record View
    {
        public required CitizenHeading Citizen { get; init; }
        public required ConflictLine Conflict { get; init; }

        /// <summary>What a change must be made from; shown as ETag.</summary>
        public required long Revision { get; init; }

        public required bool IsFound { get; init; }
        public required DateOnly? ShowsBy { get; init; }
        public required DateTimeOffset FirstSeenAt { get; init; }
        public required DateTimeOffset? LastSeenAt { get; init; }
        public required UserId? OwnerId { get; init; }

        /// <summary>The newest first.</summary>
        public required IReadOnlyList<Change> History { get; init; }

        /// <summary>Staff who work with the citizen and can sign in.</summary>
        public required IReadOnlyList<Colleague> Colleagues { get; init; }

        /// <summary>The facts compared, for the curious; null where something in them is hidden from the viewer.</summary>
        public required string? Evidence { get; init; }
    }

    internal sealed record FoundChange(string Change, DateTimeOffset At, string? ByName, string? Note, DateOnly? Until, int Severity);

    internal sealed class Handler(ISammenhaengDb db, ICourses courses, IReferenceData referenceData, ICurrentViewer viewer, TimeProvider clock)
        : IQueryHandler<OpenConflict, View>
    {
        public async Task<View> Handle(OpenConflict query, CancellationToken cancellationToken)
        {
            var id = query.ConflictId.Value;
            var citizen = await db.Set<Conflict>().Where(conflict => conflict.Id == query.ConflictId)
                .Select(conflict => conflict.CitizenId).SingleAsync(cancellationToken);
            var file = await courses.OpenAsync(citizen, cancellationToken) ?? throw new AccessDeniedException();
            var history = await db.Sql<FoundChange>(
                $"""
                select h.change, h.at, u.name as by_name, h.note, h.until, h.severity::int as severity
                from conflict_history h left join users u on u.id = h.by
                where h.conflict_id = {id} order by h.at desc, h.id desc
                """).ToListAsync(cancellationToken);
            var colleagues = await db.Sql<Colleagues>(
                $"""
                select distinct u.id, u.name from contacts k
                join staff_directory d on d.source = k.source and d.contact_id = k.id
                join users u on u.id = d.user_id and u.active
                where k.citizen_id = {citizen.Value} and k.ended_at is null order by u.name
                """).ToListAsync(cancellationToken);
            var reference = (await referenceData.CurrentAsync(cancellationToken)).On(clock.Today());
            return Make(query, file, reference, history, colleagues);
        }

        private View Make(OpenConflict query, CourseFile file, ReferenceSnapshot reference, List<FoundChange> history, List<Colleagues> colleagues)
        {
            var today = clock.Today();
            file.Course.Build(today, reference);
            var mask = viewer.Viewer.IsSystem
                ? CourseMask.Unmasked(file.Course)
                : CourseMask.For(file.Course, viewer.Viewer.Areas.ToHashSet(StringComparer.Ordinal));
            var wording = new ConflictWording(file.Course, mask, reference, query.Language, reference.NameOf);
            var filed = file.Conflicts.Single(conflict => conflict.Id == query.ConflictId);
            var line = wording.Line(ConflictRow.Of(filed));
            return new View
            {
                Citizen = new SharedPlanPeople(file, mask, reference.NameOf, today).Heading(viewer.Viewer.UserId),
                Conflict = line with { Number = wording.NumberOf(file.Conflicts.Select(ConflictRow.Of), filed.Id) },
                Revision = filed.Revision,
                IsFound = filed.IsFound,
                ShowsBy = filed.ShowsBy,
                FirstSeenAt = filed.FirstSeenAt,
                LastSeenAt = filed.LastSeenAt ?? file.CheckedAt,
                OwnerId = filed.OwnerId,
                History = [.. history.Select(row => new Change(Word<ConflictChange>.Parse(row.Change), row.At, row.ByName, row.Note, row.Until, (Severity)row.Severity))],
                Colleagues = [.. colleagues.Select(row => new Colleague(UserId.From(row.Id), row.Name))],
                Evidence = line.HidesSomething ? null : filed.Evidence,
            };
        }
    }

    internal sealed record Colleagues(Guid Id, string Name);
}
