using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

public enum AgendaAct { AddWords, AddTopic, Remove, Up, Down }

/// <summary>Adds a point, takes one off, or moves one.</summary>
/// <param name="Point">Which; 0 of a new one.</param>
/// <param name="About">Words of a new one, or the value of a <see cref="MeetingTopic"/>.</param>
/// <param name="IsCitizens">The new one is the citizen's.</param>
[Needs(Permission.WritePlans)]
public sealed record ArrangeAgenda(CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, AgendaAct Act, int Point, string? About, bool IsCitizens)
    : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    internal sealed class Validator : AbstractValidator<ArrangeAgenda>
    {
        public Validator()
        {
            RuleFor(command => command.Act).IsInEnum();
            RuleFor(command => command.About).Must(text => text?.Trim().Length is > 0 and <= NetworkMeeting.LongestTopic)
                .When(command => command.Act is AgendaAct.AddWords or AgendaAct.AddTopic).WithMessage("err.meeting.point");
        }
    }

    internal sealed class Handler(MeetingFile meetings, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<ArrangeAgenda, Done>
    {
        public async Task<Result<Done>> Handle(ArrangeAgenda command, CancellationToken cancellationToken)
        {
            var about = command.Act switch
            {
                AgendaAct.AddWords => new Topic(command.IsCitizens ? PointKind.Citizen : PointKind.Other, command.About),
                AgendaAct.AddTopic => await FindAsync(command, cancellationToken),
                _ => null,
            };
            return await meetings.ChangeAsync(
                command,
                meeting => about is not null ? meeting.AddPoint(about)
                    : meeting.Points.All(one => one.Number != command.Point) ? throw new AccessDeniedException()
                    : command.Act == AgendaAct.Remove ? meeting.RemovePoint(command.Point) : meeting.MovePoint(command.Point, isUp: command.Act == AgendaAct.Up),
                cancellationToken);
        }

        private async Task<Topic> FindAsync(ArrangeAgenda command, CancellationToken cancellationToken)
        {
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            return new MeetingTopics(file, current.Viewer.MaskOf(file.Course, clock.Today(), reference), reference, Language.Da).Find(command.About!) ?? throw new AccessDeniedException();
        }
    }
}
