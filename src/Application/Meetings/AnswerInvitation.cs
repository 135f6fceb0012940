using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Writes down what somebody who is invited has answered: by the area that called, or by themselves.</summary>
[Needs(Permission.WritePlans)]
public sealed record AnswerInvitation(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, int Invitee, InvitationAnswer Answer)
    : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<AnswerInvitation>
    {
        public Validator() => RuleFor(command => command.Answer).IsInEnum();
    }

    internal sealed class Handler(MeetingFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<AnswerInvitation, Done>
    {
        public async Task<Result<Done>> Handle(AnswerInvitation command, CancellationToken cancellationToken)
        {
            var meeting = await file.HoldAsync(command, cancellationToken);
            var invitee = meeting.Invitees.FirstOrDefault(one => one.Number == command.Invitee) ?? throw new AccessDeniedException();
            if (!current.Viewer.Areas.Contains(meeting.Area) && invitee.UserId != current.Viewer.UserId)
            {
                throw new AccessDeniedException("access.area");
            }
            return await file.ChangeAsync(command, meeting, one => one.Answer(command.Invitee, command.Answer, clock.GetUtcNow()), cancellationToken);
        }
    }
}
