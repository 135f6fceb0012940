using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Ends a meeting: what was decided is put together in plain words, for the citizen to say whether it is right.</summary>
[Needs(Permission.WritePlans)]
public sealed record EndMeeting(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision) : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Handler(ISammenhaengDb db, MeetingFile meetings, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<EndMeeting, Done>
    {
        public async Task<Result<Done>> Handle(EndMeeting command, CancellationToken cancellationToken)
        {
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var row = await MeetingRow.ReadAsync(db, command.CitizenId, command.MeetingId, cancellationToken);
            var time = MeetingTime.Of(row, file, current.Viewer.MaskOf(file.Course, clock.Today(), reference));
            return time is null
                ? MeetingRefusals.LeftThePlan
                : await meetings.ChangeAsync(command, meeting => meeting.End(PlainSummary.Of(meeting, DateOnly.FromDateTime(time.Start), row.CalledByName)), cancellationToken);
        }
    }
}

/// <summary>Puts the summary in other words, as long as the citizen has not said what they think of it.</summary>
[Needs(Permission.WritePlans)]
public sealed record RewordSummary(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, string Summary) : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<RewordSummary>
    {
        public Validator() => RuleFor(command => command.Summary).Must(text => text?.Trim().Length is > 0 and <= NetworkMeeting.LongestSummary).WithMessage("err.meeting.summary");
    }

    internal sealed class Handler(MeetingFile meetings) : ICommandHandler<RewordSummary, Done>
    {
        public async Task<Result<Done>> Handle(RewordSummary command, CancellationToken cancellationToken) =>
            await meetings.ChangeAsync(command, meeting => meeting.Reword(command.Summary), cancellationToken);
    }
}

public static class MeetingRefusals
{
    public static readonly Refusal LeftThePlan = new("meeting.leftThePlan");
}
