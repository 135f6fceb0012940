using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Proposals;

/// <summary>The proposals about a citizen's plan between the viewer's areas and others, those that wait first; and what a new one would be about.</summary>
/// <param name="Target">Collection and key of what is to be changed; null where nothing new is proposed.</param>
[Needs(Permission.SeeCourse)]
public sealed record ListProposals(CitizenId CitizenId, (string Kind, ItemKey Key)? Target = null) : IQuery<ListProposals.View>, IConcernsCitizen
{
    private const int Most = 200;

    public sealed record Answer(string Text, string By, DateTimeOffset At);

    /// <param name="Title">Of what is to be changed; null where the viewer does not see it any more.</param>
    /// <param name="MayDecide">The viewer works in the area that was asked.</param>
    public sealed record Row(
        ProposalId Id, long Revision, string Kind, string? Title, string Area, string FromArea, string Text, string By, DateTimeOffset At, ProposalState State,
        string? DecidedBy, DateTimeOffset? DecidedAt, IReadOnlyList<Answer> Answers, bool MayDecide, bool IsMine);

    /// <param name="About">What a new one would be about; null where there is no such thing, or the viewer does not see it.</param>
    public sealed record View(IReadOnlyList<Row> Rows, (string Area, string? Title)? About);

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<ListProposals, View>
    {
        public async Task<View> Handle(ListProposals query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            var found = await db.Set<Proposal>().AsNoTracking().Where(one => one.CitizenId == query.CitizenId)
                .OrderBy(one => one.State != ProposalState.Waiting).ThenByDescending(one => one.ProposedAt).Take(Most).ToListAsync(cancellationToken);
            // The database shows those of the viewer's areas; here it is decided once more.
            found.RemoveAll(one => !current.Viewer.Areas.Contains(one.Area) && !current.Viewer.Areas.Contains(one.FromArea) && one.ProposedBy != current.Viewer.UserId);
            var people = found.SelectMany(one => one.Answers.Select(answer => answer.By).Append(one.ProposedBy).Concat(one.DecidedBy is { } by ? [by] : Array.Empty<UserId>())).Distinct().ToList();
            var names = people.Count == 0 ? [] : await db.Users.Where(user => people.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
            var about = query.Target is { } target ? ProposalTargets.Find(file.Course, mask, target.Kind, target.Key) : null;
            return new View(
                [.. found.Select(one => new Row(
                    one.Id, one.Revision, one.TargetKind, ProposalTargets.Find(file.Course, mask, one.TargetKind, new ItemKey(one.TargetSource, one.TargetId))?.Title,
                    reference.NameOf(one.Area).Name, reference.NameOf(one.FromArea).Name, mask.Text(one.Text), names[one.ProposedBy], one.ProposedAt, one.State,
                    one.DecidedBy is { } decided ? names[decided] : null, one.DecidedAt,
                    [.. one.Answers.OrderBy(answer => answer.Number).Select(answer => new Answer(mask.Text(answer.Text), names[answer.By], answer.At))],
                    current.Viewer.Areas.Contains(one.Area), one.ProposedBy == current.Viewer.UserId))],
                about is { } seen ? (reference.NameOf(seen.Area).Name, seen.Title) : null);
        }
    }
}
