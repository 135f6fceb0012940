using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>Who is there, and whether the citizen is, or did not want to be.</summary>
/// <param name="Present">Numbers of those invited.</param>
/// <param name="Others">Such as a companion whom the citizen brought.</param>
[Needs(Permission.WritePlans)]
public sealed record TellWhoIsThere(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, IReadOnlyList<int> Present, string? Others, CitizenPart CitizenPart)
    : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<TellWhoIsThere>
    {
        public Validator()
        {
            RuleFor(command => command.CitizenPart).IsInEnum();
            RuleFor(command => command.Others).MaximumLength(NetworkMeeting.LongestNote).WithMessage("err.meeting.long");
        }
    }

    internal sealed class Handler(MeetingFile meetings) : ICommandHandler<TellWhoIsThere, Done>
    {
        public async Task<Result<Done>> Handle(TellWhoIsThere command, CancellationToken cancellationToken) =>
            await meetings.ChangeAsync(command, meeting => meeting.TellWhoIsThere(command.Present, command.Others, command.CitizenPart), cancellationToken);
    }
}
