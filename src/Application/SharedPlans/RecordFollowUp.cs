using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.SharedPlans;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.SharedPlans;

/// <summary>Writes down what the common follow-up came to, and sets the next one; or ends the shared plan.</summary>
/// <param name="Number">Of the follow-up.</param>
/// <param name="NextOn">The next one; null where the plan ends.</param>
[Needs(Permission.WriteSharedPlan)]
public sealed record RecordFollowUp(
    CitizenId CitizenId, long SeenRevision, int Number, DateOnly HeldOn, FollowUpResult Result, string Note, DateOnly? NextOn, UserId? NextCaller)
    : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<RecordFollowUp>
    {
        public Validator()
        {
            RuleFor(command => command.Result).IsInEnum();
            RuleFor(command => command.HeldOn).InclusiveBetween(AsOf.First, AsOf.Last);
            RuleFor(command => command.NextOn).InclusiveBetween(AsOf.First, AsOf.Last);
            RuleFor(command => command.Note).Must(note => note?.Trim().Length is > 0 and <= SharedPlan.LongestNote).WithMessage("err.followUp.note");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : ICommandHandler<RecordFollowUp, Done>
    {
        public async Task<Result<Done>> Handle(RecordFollowUp command, CancellationToken cancellationToken)
        {
            var (by, now, today) = (current.Member(), clock.GetUtcNow(), clock.Today());
            var plan = await db.ActiveAsync(command.CitizenId, cancellationToken);
            if (plan is null)
            {
                return SharedPlan.NoFollowUp;
            }
            if (plan.HasRecorded(command.Number, command.HeldOn, command.Result, command.Note))
            {
                return Done.Value;
            }
            if (plan.Revision != command.SeenRevision || plan.Next?.Number != command.Number)
            {
                throw new StaleRevisionException();
            }
            var (file, _) = await todays.OpenAsync(command.CitizenId, cancellationToken);
            var caller = command.NextCaller ?? plan.Next.Caller;
            if (command.Result != FollowUpResult.End && caller != plan.Next.Caller && !file.MayCall(caller, by, today))
            {
                return ActiveSharedPlan.NotACaller;
            }
            var done = plan.RecordFollowUp(
                (command.HeldOn, command.Result, command.Note), command.NextOn is { } on ? (on, caller) : null, by, today, now);
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
