using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Calls a meeting off. Its appointment is cancelled in the plan.</summary>
[Needs(Permission.WritePlans)]
public sealed record CancelMeeting(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision) : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed record Last(int Version, string Content, bool IsRemoved);

    internal sealed class Handler(ISammenhaengDb db, MeetingFile meetings, ItemWriter writer, ICurrentViewer current) : ICommandHandler<CancelMeeting, Done>
    {
        public async Task<Result<Done>> Handle(CancelMeeting command, CancellationToken cancellationToken)
        {
            var meeting = await meetings.HoldAsync(command, cancellationToken);
            if (!current.Viewer.Areas.Contains(meeting.Area))
            {
                throw new AccessDeniedException("access.area");
            }
            if (meeting.Revision != command.SeenRevision)
            {
                throw new StaleRevisionException();
            }
            var done = meeting.Cancel();
            if (!done.Succeeded)
            {
                return done;
            }
            var (citizen, key) = (command.CitizenId.Value, meeting.Appointment);
            var last = (await db.Sql<Last>(
                $"""
                select w.version, w.content::text as content, w.is_removed from written_items w
                where w.citizen_id = {citizen} and w.source = {key.Source} and w.kind = 'appointments' and w.id = {key.Id} order by w.version desc limit 1
                """).ToListAsync(cancellationToken))[0];
            if (!last.IsRemoved)
            {
                var values = WrittenValues.Of(WrittenKind.Appointment, JsonNode.Parse(last.Content)!.AsObject()).With("status", "cancelled");
                var written = await writer.WriteAsync((command.CitizenId, meeting.Area), key.Id, last.Version, values, isSeenThrough: true, cancellationToken);
                if (written.Result != WriteResult.Saved)
                {
                    throw new StaleRevisionException();
                }
            }
            await db.SaveChangesAsync(cancellationToken);
            return done;
        }
    }
}
