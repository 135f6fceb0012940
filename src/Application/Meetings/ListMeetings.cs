using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>A meeting in a list.</summary>
/// <param name="Title">Null where it has left the plan and was never held.</param>
/// <param name="Waits">How many have not answered, or ask for another time.</param>
public sealed record MeetingLine(NetworkMeetingId Id, CitizenId CitizenId, string Citizen, string? Title, DateTime? Start, DateTime? End, MeetingState State, string Area, int Waits);

/// <summary>The citizen's network meetings that the viewer sees, the newest first.</summary>
[Needs(Permission.SeeCourse)]
public sealed record ListMeetings(CitizenId CitizenId) : IQuery<IReadOnlyList<MeetingLine>>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListMeetings, IReadOnlyList<MeetingLine>>
    {
        public async Task<IReadOnlyList<MeetingLine>> Handle(ListMeetings query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            return await MeetingLines.OfAsync(db, query.CitizenId, current, (mask, reference), cancellationToken);
        }
    }
}

/// <summary>The meetings that the viewer has called or is invited to and that are not over: the next first.</summary>
[Needs(Permission.FindCitizens)]
public sealed record ListMyMeetings : IQuery<ListMyMeetings.View>
{
    private const int Most = 100;

    public sealed record View(IReadOnlyList<MeetingLine> Meetings) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens => [.. Meetings.Select(one => one.CitizenId).Distinct()];
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, Reference.IReferenceData reference, TimeProvider clock) : IQueryHandler<ListMyMeetings, View>
    {
        public async Task<View> Handle(ListMyMeetings query, CancellationToken cancellationToken)
        {
            var user = current.Viewer.UserId?.Value ?? Guid.Empty;
            var names = (await reference.CurrentAsync(cancellationToken)).On(clock.Today());
            var found = await db.Sql<MeetingLines.Found>(MeetingLines.Query(
                $"m.state in ('called', 'ended') and (m.called_by = {user} or exists (select from meeting_invitees i where i.meeting_id = m.id and i.user_id = {user}))", Most))
                .ToListAsync(cancellationToken);
            // Of a citizen whose places are hidden a title may name one; it is read where the whole course is known.
            return new View([.. found.Select(row => MeetingLines.Line(row, title => row.IsProtected ? "" : title, code => names.NameOf(code).Name))
                .OrderBy(line => line.Start ?? DateTime.MaxValue)]);
        }
    }
}

internal static class MeetingLines
{
    internal sealed record Found(
        Guid Id, Guid CitizenId, string Citizen, string? Title, DateTimeOffset? StartAt, DateTimeOffset? EndAt, string State, string Area, string[] SeenBy, int Waits, bool IsProtected);

    private const int MostOfCitizen = 200;

    /// <summary>One citizen's, that the viewer sees, the newest first.</summary>
    public static async Task<IReadOnlyList<MeetingLine>> OfAsync(
        ISammenhaengDb db, CitizenId of, ICurrentViewer current, (CourseMask Mask, ReferenceSnapshot Reference) with, CancellationToken cancellationToken)
    {
        var citizen = of.Value;
        var found = await db.Sql<Found>(Query($"m.citizen_id = {citizen}", MostOfCitizen)).ToListAsync(cancellationToken);
        return [.. found.Where(row => MeetingFile.Sees(current, row.SeenBy)).Select(row => Line(row, title => with.Mask.Text(title)!, code => with.Reference.NameOf(code).Name))];
    }

    /// <param name="which">Of the meetings m.</param>
    /// <param name="most">How many.</param>
    public static FormattableString Query(FormattableString which, int most) => System.Runtime.CompilerServices.FormattableStringFactory.Create(
        $$"""
        select m.id, m.citizen_id, z.given_name || ' ' || z.family_name as citizen, coalesce(m.held_title, a.title) as title, coalesce(m.held_from, a.start_at) as start_at,
            coalesce(m.held_to, a.end_at) as end_at, m.state, m.area, m.seen_by, coalesce(z.protection <> 'none', false) as is_protected,
            (select count(*)::int from meeting_invitees i where i.meeting_id = m.id and i.answer in ('waiting', 'asksForAnotherTime')) as waits
        from network_meetings m join citizens z on z.id = m.citizen_id
        left join appointments a on a.citizen_id = m.citizen_id and a.source = 'sammenhaeng-' || lower(m.area) and a.id = 'moede-' || replace(m.id::text, '-', '')
            and a.ended_at is null and a.status <> 'cancelled'
        where {{which.Format}}
        order by coalesce(m.held_from, a.start_at, m.called_at) desc limit {{most}}
        """, which.GetArguments());

    public static MeetingLine Line(Found row, Func<string, string> title, Func<string, string> area) => new(
        NetworkMeetingId.From(row.Id), CitizenId.From(row.CitizenId), row.Citizen, row.Title is null ? null : title(row.Title),
        row.StartAt is { } start ? LocalTime.Of(start) : null, row.EndAt is { } end ? LocalTime.Of(end) : null, Word<MeetingState>.Parse(row.State), area(row.Area), row.Waits);
}
