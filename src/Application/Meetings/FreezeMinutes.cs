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

/// <summary>Writes down what the citizen says to the summary. The minutes are frozen from then on.</summary>
/// <param name="Note">What the citizen wants said beside it; with what they do not agree, where they do not.</param>
[Needs(Permission.WritePlans)]
public sealed record FreezeMinutes(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, ApprovalWay How, string? Note)
    : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<FreezeMinutes>
    {
        public Validator()
        {
            RuleFor(command => command.How).IsInEnum();
            RuleFor(command => command.Note).MaximumLength(NetworkMeeting.LongestNote).WithMessage("err.meeting.long");
            RuleFor(command => command.Note).Must(note => !string.IsNullOrWhiteSpace(note)).When(command => command.How == ApprovalWay.Disagrees).WithMessage("err.meeting.disagrees");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, MeetingFile meetings, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<FreezeMinutes, Done>
    {
        public async Task<Result<Done>> Handle(FreezeMinutes command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var row = await MeetingRow.ReadAsync(db, command.CitizenId, command.MeetingId, cancellationToken);
            // Unmasked: what is kept is what was; it is shown as each may see it.
            var time = MeetingTime.Of(row, file, Domain.Consent.CourseMask.Unmasked(file.Course, clock.Today()));
            return time is null
                ? MeetingRefusals.LeftThePlan
                : await meetings.ChangeAsync(
                    command,
                    meeting => meeting.Freeze((command.How, command.Note), (time.Title, time.From, time.To), by, clock.GetUtcNow()),
                    cancellationToken);
        }
    }
}

/// <summary>Puts something right that stands in frozen minutes, beside them; by anybody who sees them.</summary>
[Needs(Permission.WritePlans)]
public sealed record AddToMinutes(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, string Text) : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<AddToMinutes>
    {
        public Validator() => RuleFor(command => command.Text).Must(text => text?.Trim().Length is > 0 and <= NetworkMeeting.LongestDecision).WithMessage("err.meeting.addition");
    }

    internal sealed class Handler(MeetingFile meetings, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AddToMinutes, Done>
    {
        public async Task<Result<Done>> Handle(AddToMinutes command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var meeting = await meetings.HoldAsync(command, cancellationToken);
            return await meetings.ChangeAsync(command, meeting, one => one.AddToMinutes(command.Text, by, clock.GetUtcNow()), cancellationToken);
        }
    }
}
