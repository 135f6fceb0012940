using System.Globalization;
using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>
/// Writes down what the citizen wants, what was decided at a point, and who does what by when. Each of the latter becomes an agreement of
/// the plan in the same moment, where the rules see it.
/// </summary>
[Needs(Permission.WritePlans)]
public sealed record SettlePoint(
    CitizenId CitizenId, NetworkMeetingId MeetingId, long SeenRevision, int Point, string? Wish, string? Decision, IReadOnlyList<SettlePoint.Task> Tasks)
    : ICommand<Done>, IConcernsCitizen, IChangesMeeting
{
    public const string Me = "me";

    /// <param name="Id">Of the agreement; made by the form, so that sending it twice makes one.</param>
    /// <param name="Owner">Value of a <see cref="MeetingPerson"/>, or <see cref="Me"/>.</param>
    public sealed record Task(string Id, string Owner, string Text, DateOnly? Due);

    internal sealed class Validator : AbstractValidator<SettlePoint>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(command => command.Wish).MaximumLength(NetworkMeeting.LongestDecision).WithMessage("err.meeting.long");
            RuleFor(command => command.Decision).MaximumLength(NetworkMeeting.LongestDecision).WithMessage("err.meeting.long");
            RuleForEach(command => command.Tasks).ChildRules(task =>
            {
                task.RuleFor(one => one.Id).Matches("^[a-z0-9-]{1,64}$");
                task.RuleFor(one => one.Text).Must(text => text?.Trim().Length is > 0 and <= NetworkMeeting.LongestAgreement).WithMessage("err.meeting.task");
                task.RuleFor(one => one.Owner).NotEmpty().WithMessage("err.meeting.owner");
                task.RuleFor(one => one.Due).Must(due => due is null || due >= clock.Today() && due <= clock.Today().AddYears(5)).WithMessage("err.meeting.due");
            });
        }
    }

    internal sealed class Handler(
        ISammenhaengDb db, MeetingFile meetings, TodaysCourse todays, ItemWriter writer, ICurrentViewer current, TimeProvider clock) : ICommandHandler<SettlePoint, Done>
    {
        public async Task<Result<Done>> Handle(SettlePoint command, CancellationToken cancellationToken)
        {
            var meeting = await meetings.HoldAsync(command, cancellationToken);
            if (!current.Viewer.Areas.Contains(meeting.Area))
            {
                throw new AccessDeniedException("access.area");
            }
            if (meeting.Points.All(one => one.Number != command.Point))
            {
                throw new AccessDeniedException();
            }
            var (file, reference) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var people = new MeetingPeople(file, current.Viewer.MaskOf(file.Course, clock.Today(), reference), reference, clock.Today());
            var agreed = command.Tasks.Select(task => Agree(task, people)).ToList();
            if (meeting.HasSettled(command.Point, command.Wish, command.Decision, agreed))
            {
                return Done.Value;
            }
            if (meeting.Revision != command.SeenRevision)
            {
                throw new StaleRevisionException();
            }
            var settled = meeting.Settle(command.Point, command.Wish, command.Decision, agreed);
            if (!settled.Succeeded)
            {
                return settled;
            }
            // In the plan first: what stands in the meeting alone is an agreement that nobody is reminded of. Sent again, it is found.
            foreach (var task in command.Tasks)
            {
                var values = new WrittenValues(WrittenKind.Agreement, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                {
                    ["text"] = [task.Text.Trim()],
                    ["owner"] = [task.Owner == Me ? current.Viewer.UserId!.Value.Value.ToString() : people.Written(task.Owner)],
                    ["due"] = [task.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""],
                });
                var written = await writer.WriteAsync((command.CitizenId, meeting.Area), task.Id, seen: 0, values, isSeenThrough: true, cancellationToken);
                if (written.Result != WriteResult.Saved)
                {
                    // Another one has the id, or the plan has been left without whoever is to do it.
                    throw new StaleRevisionException();
                }
            }
            await db.SaveChangesAsync(cancellationToken);
            return settled;
        }

        private Agreed Agree(Task task, MeetingPeople people)
        {
            var owner = task.Owner == Me ? null : people.Find(task.Owner) ?? throw new AccessDeniedException();
            return new Agreed(task.Id, task.Text, task.Owner == MeetingPeople.Citizen, owner?.Name ?? current.Viewer.Name, task.Due);
        }
    }
}
