using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>
/// Shows a plan of an own area to another area, on a ground, until a day. By consent it opens what the consent is about, as long as that
/// holds; on any other ground the reason is written down (forvaltningsloven § 28).
/// </summary>
/// <param name="Reason">On any other ground than consent: the paragraph, or what outweighs what.</param>
/// <param name="Until">The last day, at most as far ahead as the municipality lets a consent hold.</param>
[Needs(Permission.SharePlans)]
public sealed record SharePlan(CitizenId CitizenId, ItemKey Plan, string Area, ShareGround Ground, string? Reason, DateOnly Until)
    : ICommand<GivenShareId>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<SharePlan>
    {
        public Validator(TimeProvider clock, ConsentPolicy policy)
        {
            RuleFor(command => command.Ground).IsInEnum();
            RuleFor(command => command.Reason)
                .Must(reason => reason?.Trim().Length is >= GivenShare.ShortestReason and <= GivenShare.LongestReason)
                .When(command => command.Ground != ShareGround.Consent).WithMessage("err.sharing.reason");
            RuleFor(command => command.Until).Must(day => day >= clock.Today() && day <= clock.Today().AddMonths(policy.Months))
                .WithMessage("err.consent.validTo");
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<SharePlan, GivenShareId>
    {
        public async Task<Result<GivenShareId>> Handle(SharePlan command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var course = await file.OpenAsync(command.CitizenId, cancellationToken);
            var plan = course.Plan(command.Plan);
            if (plan < 0 || !course.Reference.CoreAreas.ContainsKey(command.Area))
            {
                throw new AccessDeniedException();
            }
            if (!current.Viewer.Areas.Contains(course.Course.Plans[plan].Area))
            {
                return ConsentRefusals.NotYourPlan;
            }
            var advice = SharingAdvice.For(course.Course, plan, command.Area, isAsked: false, course.Today);
            if (Refuse(advice.Verdict, command.Ground) is { } refusal)
            {
                return refusal;
            }
            await StopThoseThatAreOverAsync(command, by, cancellationToken);
            var until = command.Ground == ShareGround.Consent && advice.Until < command.Until ? advice.Until.Value : command.Until;
            var share = GivenShare.Share(command.CitizenId, command.Plan, command.Area, command.Ground, command.Reason, until, by, clock.GetUtcNow());
            db.Set<GivenShare>().Add(share);
            await db.SaveChangesAsync(cancellationToken);
            return share.Id;
        }

        private static Refusal? Refuse(SharingVerdict verdict, ShareGround ground) => verdict switch
        {
            SharingVerdict.OwnArea or SharingVerdict.IsShared => ConsentRefusals.SharedAlready,
            SharingVerdict.Never => ConsentRefusals.StrictlyPrivate,
            SharingVerdict.MayBeShared => null,
            _ => ground == ShareGround.Consent ? ConsentRefusals.NoConsent : null,
        };

        /// <summary>The database keeps one for each plan and area; one that opens nothing any more makes room. Saved first.</summary>
        private async Task StopThoseThatAreOverAsync(SharePlan command, Domain.Staff.UserId by, CancellationToken cancellationToken)
        {
            var over = await db.Set<GivenShare>().Where(one => one.CitizenId == command.CitizenId && one.PlanSource == command.Plan.Source
                && one.PlanId == command.Plan.Id && one.Area == command.Area && one.StoppedAt == null).ToListAsync(cancellationToken);
            if (over.Count > 0)
            {
                over.ForEach(one => one.Stop(by, clock.GetUtcNow()));
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }
}
