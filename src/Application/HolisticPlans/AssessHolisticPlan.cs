using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// Begins a holistic plan, or changes its beginning: which of the four tests are met and why, and which plans it is to replace. It is a
/// draft, and nothing is replaced by it.
/// </summary>
/// <param name="Id">Of a new one made by the form, so that sending it twice makes one.</param>
/// <param name="SeenRevision">0 of a new one.</param>
/// <param name="Replaces">Plans that the viewer sees all of.</param>
[Needs(Permission.WritePlans)]
public sealed record AssessHolisticPlan(
    CitizenId CitizenId, HolisticPlanId Id, long SeenRevision, FourTests Tests, string Reason, IReadOnlyList<ItemKey> Replaces)
    : ICommand<HolisticPlanId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<AssessHolisticPlan>
    {
        public Validator()
        {
            RuleFor(command => command.Id).NotEqual(default(HolisticPlanId));
            RuleFor(command => command.Reason).Must(text => text?.Trim().Length <= HolisticPlan.LongestReason).WithMessage("err.holistic.reason");
            RuleFor(command => command.Replaces.Count).LessThanOrEqualTo(HolisticPlan.MostPlans);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, HolisticFile file, ICurrentViewer current) : ICommandHandler<AssessHolisticPlan, HolisticPlanId>
    {
        public async Task<Result<HolisticPlanId>> Handle(AssessHolisticPlan command, CancellationToken cancellationToken)
        {
            var led = await FindAsync(command, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var (plan, course, kept) = (led.Value.Plan, led.Value.Course, led.Value.Plan.Replaces.Select(one => one.Key).ToHashSet());
            var chosen = new List<(ItemKey, string, string, bool)>();
            foreach (var key in command.Replaces.Distinct())
            {
                var at = HolisticFile.Choosable(course, key);
                if (at >= 0)
                {
                    ref readonly var one = ref course.Course.Plans[at];
                    chosen.Add((key, one.Type.Code, one.Area, current.Viewer.Areas.Contains(one.Area)));
                }
                else if (plan.Replaces.FirstOrDefault(one => one.Key == key) is { } old)
                {
                    // It holds no longer, or is hidden by now: it stays until somebody takes it out, and is told of as missing.
                    chosen.Add((key, old.Type, old.Area, old.IsOwn));
                }
                else
                {
                    return HolisticRefusals.NotReplaceable;
                }
            }
            var done = plan.Assess(command.Tests, command.Reason ?? "", chosen, led.Value.OpenConsent is not null);
            if (!done.Succeeded)
            {
                return done.Refusal;
            }
            await db.SaveChangesAsync(cancellationToken);
            return plan.Id;
        }

        private async Task<Result<HolisticCase>> FindAsync(AssessHolisticPlan command, CancellationToken cancellationToken)
        {
            if (command.SeenRevision != 0)
            {
                return await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            }
            var course = await file.CourseAsync(command.CitizenId, cancellationToken);
            var area = current.Relation.OwnAreas.Concat(current.Viewer.Areas).FirstOrDefault() ?? throw new AccessDeniedException("access.area");
            if (await db.Set<HolisticPlan>().AnyAsync(one => one.Id == command.Id, cancellationToken))
            {
                throw new StaleRevisionException();
            }
            if (await file.HasOpenAsync(command.CitizenId, cancellationToken))
            {
                return HolisticRefusals.HasOne;
            }
            var plan = HolisticPlan.Begin(command.Id, command.CitizenId, area, file.Member, file.Now);
            db.Set<HolisticPlan>().Add(plan);
            return await file.CaseAsync(plan, course, cancellationToken);
        }
    }
}
