using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>
/// Calls a network meeting: it stands in the plan as an appointment of the area that calls, held against the rest of the plan as
/// whatever is written there, and has an agenda and people who are invited.
/// </summary>
/// <param name="Id">Made by the form, so that sending it twice makes one.</param>
/// <param name="Time">Title, day, times, way, place, and whether a plan is decided at it, as of an appointment.</param>
/// <param name="Invited">Values of <see cref="MeetingPerson"/>.</param>
/// <param name="CitizensPoints">In the citizen's words; they come first.</param>
/// <param name="Topics">Values of <see cref="MeetingTopic"/>, in their order.</param>
/// <param name="OtherPoints">They come last.</param>
/// <param name="IsSeenThrough">What it causes has been looked at.</param>
[Needs(Permission.WritePlans)]
public sealed record CallMeeting(
    CitizenId CitizenId, NetworkMeetingId Id, string Area, WrittenValues Time, IReadOnlyList<string> Invited, IReadOnlyList<string> CitizensPoints,
    IReadOnlyList<string> Topics, IReadOnlyList<string> OtherPoints, bool IsSeenThrough) : ICommand<CallMeeting.Answer>, IConcernsCitizen
{
    /// <param name="Errors">Why it was refused, by the fields of an appointment.</param>
    /// <param name="Told">What it would cause, where it was held back for that.</param>
    public sealed record Answer(WriteResult Result, IReadOnlyList<FieldError> Errors, PreviewChange.Answer? Told);

    /// <summary>The appointment that a meeting is in the plan: those who are no staff are invited by it.</summary>
    internal static WrittenValues Appointment(WrittenValues time, IEnumerable<string> invited) => time with
    {
        Fields = new Dictionary<string, IReadOnlyList<string>>(time.Fields, StringComparer.Ordinal) { ["invited"] = [.. invited], [WrittenForms.RepeatWeeks] = [] },
    };

    internal sealed class Validator : AbstractValidator<CallMeeting>
    {
        public Validator()
        {
            RuleFor(command => command.Id).NotEqual(default(NetworkMeetingId));
            RuleFor(command => command.Time.Kind).Equal(WrittenKind.Appointment);
            RuleForEach(command => command.CitizensPoints).NotEmpty().MaximumLength(NetworkMeeting.LongestTopic).WithMessage("err.meeting.point");
            RuleForEach(command => command.OtherPoints).NotEmpty().MaximumLength(NetworkMeeting.LongestTopic).WithMessage("err.meeting.point");
            RuleFor(command => command.Invited).NotEmpty().WithMessage("err.meeting.nobody");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ItemWriter writer, ICurrentViewer current, TimeProvider clock) : ICommandHandler<CallMeeting, Answer>
    {
        public async Task<Result<Answer>> Handle(CallMeeting command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            await db.Sql<int>($"""select 1 as "Value" from (select pg_advisory_xact_lock(hashtextextended('meeting:' || {command.Id.Value}::text, 0))) taken""").ToListAsync(cancellationToken);
            if (await db.Set<NetworkMeeting>().AsNoTracking().AnyAsync(one => one.Id == command.Id && one.CalledBy == by, cancellationToken))
            {
                return new Answer(WriteResult.Saved, [], null);
            }
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var mask = current.Viewer.MaskOf(file.Course, clock.Today(), reference);
            var people = new MeetingPeople(file, mask, reference, clock.Today());
            var topics = new MeetingTopics(file, mask, reference, Language.Da);
            var chosen = command.Invited.Select(value => people.Find(value) ?? throw new AccessDeniedException()).ToList();
            var points = command.CitizensPoints.Select(text => new Topic(PointKind.Citizen, text))
                .Concat(command.Topics.Select(value => topics.Find(value) ?? throw new AccessDeniedException()))
                .Concat(command.OtherPoints.Select(text => new Topic(PointKind.Other, text))).ToList();
            var meeting = NetworkMeeting.Call(
                (command.Id, command.CitizenId, command.Area), await people.InviteAsync(db, command.Invited, cancellationToken), points, by, clock.GetUtcNow());
            if (!meeting.Succeeded)
            {
                return meeting.Refusal;
            }
            // In the plan first: what is kept of the meeting alone would be a meeting that nobody's plan knows of. Sent again, both are found.
            var invited = chosen.Where(one => one.Kind != InviteeKind.Contact).Select(one => people.Written(one.Value));
            var written = await writer.WriteAsync(
                (command.CitizenId, command.Area), NetworkMeeting.ItemIdOf(command.Id), seen: 0, Appointment(command.Time, invited), command.IsSeenThrough, cancellationToken);
            if (written.Result == WriteResult.Saved)
            {
                db.Set<NetworkMeeting>().Add(meeting.Value);
                await db.SaveChangesAsync(cancellationToken);
            }
            return new Answer(written.Result, written.Errors, written.Told);
        }
    }
}
