using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>
/// One meeting as the viewer may see it. A point made of a conflict or a goal is shown with its own masking; what was said about one that
/// is not shown in full is shown to those who were there.
/// </summary>
[Needs(Permission.SeeCourse)]
public sealed record OpenMeeting(CitizenId CitizenId, NetworkMeetingId MeetingId, Language Language) : IQuery<OpenMeeting.View>, IConcernsCitizen
{
    public sealed record Invitee(int Number, InviteeKind Kind, string Name, InvitationAnswer Answer, DateTimeOffset? AnsweredAt, bool IsPresent, bool IsViewer);

    public sealed record Agreement(string ItemId, string Text, string OwnerName, DateOnly? Due);

    /// <param name="HidesWords">What was said about it is not shown to the viewer.</param>
    /// <param name="IsDecided">Something has been decided or agreed.</param>
    public sealed record Point(
        int Number, PointKind Kind, ToldTopic About, string? Wish, string? Decision, IReadOnlyList<Agreement> Agreements, bool HidesWords, bool IsDecided);

    public sealed record Addition(string Text, string By, DateTimeOffset At);

    public sealed record View
    {
        public required NetworkMeetingId Id { get; init; }
        public required CitizenId CitizenId { get; init; }
        public required long Revision { get; init; }
        public required MeetingState State { get; init; }

        /// <summary>The given name: on the wall no more is told of who it is about.</summary>
        public required string Citizen { get; init; }
        public required AreaName Area { get; init; }
        public required string CalledBy { get; init; }

        /// <summary>When and where, as the plan has it now, or as it was held; null where it has left the plan.</summary>
        public required MeetingTime? Time { get; init; }
        public required IReadOnlyList<Invitee> Invitees { get; init; }
        public required IReadOnlyList<Point> Points { get; init; }
        public required CitizenPart? CitizenPart { get; init; }
        public required string? Others { get; init; }

        /// <summary>Null as long as there is none, and where it tells what the viewer may not see.</summary>
        public required string? Summary { get; init; }
        public required bool HidesSummary { get; init; }
        public required ApprovalWay? ApprovedHow { get; init; }
        public required string? ApprovalNote { get; init; }
        public required DateTimeOffset? FrozenAt { get; init; }
        public required string? FrozenBy { get; init; }
        public required IReadOnlyList<Addition> Additions { get; init; }

        /// <summary>The viewer works in the area that called it.</summary>
        public required bool MayRun { get; init; }

        /// <summary>Who can take on what is agreed, and what can be put on the agenda; none for those who do not run it.</summary>
        public required IReadOnlyList<MeetingPerson> People { get; init; }
        public required IReadOnlyList<MeetingTopic> Topics { get; init; }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenMeeting, View>
    {
        public async Task<View> Handle(OpenMeeting query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var row = await MeetingRow.ReadAsync(db, query.CitizenId, query.MeetingId, cancellationToken);
            if (!MeetingFile.Sees(current, row.SeenBy))
            {
                throw new AccessDeniedException();
            }
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            var people = new MeetingPeople(file, mask, reference, clock.Today());
            var topics = new MeetingTopics(file, mask, reference, query.Language);
            var me = current.Viewer.UserId?.Value;
            var heard = row.CalledBy == me || row.Invitees.Any(one => one.UserId == me && one.IsPresent);
            var points = row.Points.Select(point => Tell(point, row, topics.Tell(point), heard, text => mask.Text(text))).ToList();
            var mayRun = current.Viewer.Areas.Contains(row.Area);
            var hides = points.Exists(point => point.HidesWords);
            var isOpen = mayRun && row.State is MeetingState.Called or MeetingState.Ended;
            return new View
            {
                Id = query.MeetingId,
                CitizenId = query.CitizenId,
                Revision = row.Revision,
                State = row.State,
                Citizen = file.GivenName,
                Area = reference.NameOf(row.Area),
                CalledBy = row.CalledByName,
                Time = MeetingTime.Of(row, file, mask),
                Invitees = [.. row.Invitees.Select(one => new Invitee(
                    one.Number, one.Kind, one.Kind == InviteeKind.Citizen ? file.Name : people.NameOf(one.Kind, new ItemKey(one.Source!, one.ItemId!), one.Name),
                    one.Answer, one.AnsweredAt, one.IsPresent, one.UserId is not null && one.UserId == me))],
                Points = points,
                CitizenPart = row.CitizenPart,
                Others = row.Others,
                Summary = hides ? null : mask.Text(row.Summary),
                HidesSummary = hides && row.Summary is not null,
                ApprovedHow = row.ApprovedHow,
                ApprovalNote = hides ? null : mask.Text(row.ApprovalNote),
                FrozenAt = row.FrozenAt,
                FrozenBy = row.FrozenByName,
                Additions = hides ? [] : [.. row.Additions.Select(one => new Addition(mask.Text(one.Text), one.ByName, one.At))],
                MayRun = mayRun,
                People = isOpen ? people.All : [],
                Topics = isOpen ? topics.All() : [],
            };
        }

        private static Point Tell(MeetingRow.Point point, MeetingRow row, ToldTopic about, bool heard, Func<string?, string?> told)
        {
            var agreed = row.Agreements.Where(one => one.Point == point.Number).ToList();
            var isDecided = point.Decision is not null || agreed.Count > 0;
            return about.IsWhole || heard
                ? new Point(point.Number, point.Kind, about, told(point.Wish), told(point.Decision),
                    [.. agreed.Select(one => new Agreement(one.ItemId, told(one.Text)!, one.OwnerName, one.Due))], HidesWords: false, isDecided)
                : new Point(point.Number, point.Kind, about, null, null, [], HidesWords: isDecided || point.Wish is not null, isDecided);
        }
    }
}
