using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>A request that changes a meeting whoever sends it has seen at a revision.</summary>
public interface IChangesMeeting
{
    CitizenId CitizenId { get; }

    NetworkMeetingId MeetingId { get; }

    /// <summary>Of the meeting, so that two do not write over each other.</summary>
    long SeenRevision { get; }
}

/// <summary>Opens a meeting to change it. It is held until the request is over: who changes it takes turns.</summary>
internal sealed class MeetingFile(ISammenhaengDb db, ICurrentViewer current)
{
    /// <summary>The keys by which the viewer sees meetings, as the database knows them.</summary>
    public static bool Sees(ICurrentViewer current, IEnumerable<string> seenBy) =>
        current.Relation.IsCoordinator || seenBy.Any(key => current.Viewer.Areas.Contains(key) || key == $"user:{current.Viewer.UserId?.Value}");

    /// <summary>The meeting, whatever revision has been seen.</summary>
    public async Task<NetworkMeeting> HoldAsync(IChangesMeeting request, CancellationToken cancellationToken)
    {
        var (id, citizen) = (request.MeetingId.Value, request.CitizenId.Value);
        var held = await db.Sql<long>($"""select revision as "Value" from network_meetings where id = {id} and citizen_id = {citizen} for update""").ToListAsync(cancellationToken);
        var meeting = held.Count == 0 ? null : await db.Set<NetworkMeeting>().AsSplitQuery().SingleOrDefaultAsync(one => one.Id == request.MeetingId, cancellationToken);
        return meeting is not null && Sees(current, meeting.SeenBy) ? meeting : throw new AccessDeniedException();
    }

    /// <summary>Changes it, for the area that called it.</summary>
    public async Task<Result<Done>> ChangeAsync(IChangesMeeting request, Func<NetworkMeeting, Result<Done>> change, CancellationToken cancellationToken)
    {
        var meeting = await HoldAsync(request, cancellationToken);
        return current.Viewer.Areas.Contains(meeting.Area) ? await ChangeAsync(request, meeting, change, cancellationToken) : throw new AccessDeniedException("access.area");
    }

    /// <exception cref="StaleRevisionException">Somebody has changed it since it was seen.</exception>
    public async Task<Result<Done>> ChangeAsync(
        IChangesMeeting request, NetworkMeeting meeting, Func<NetworkMeeting, Result<Done>> change, CancellationToken cancellationToken)
    {
        if (meeting.Revision != request.SeenRevision)
        {
            throw new StaleRevisionException();
        }
        var done = change(meeting);
        if (done.Succeeded)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        return done;
    }
}
