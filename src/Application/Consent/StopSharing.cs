using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Consent;

/// <summary>Shows a plan to another area no longer, from this moment on. Only what was shared here: of a document's shares its system tells.</summary>
[Needs(Permission.SharePlans)]
public sealed record StopSharing(CitizenId CitizenId, GivenShareId Share, long SeenRevision) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, ConsentFile file, ICurrentViewer current, TimeProvider clock) : ICommandHandler<StopSharing, Done>
    {
        public async Task<Result<Done>> Handle(StopSharing command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            var share = await db.Set<GivenShare>().Where(one => one.Id == command.Share && one.CitizenId == command.CitizenId).SeenAsync(cancellationToken);
            var course = await file.OpenAsync(command.CitizenId, cancellationToken);
            var plan = course.Plan(new ItemKey(share.PlanSource, share.PlanId));
            if (plan < 0)
            {
                throw new AccessDeniedException();
            }
            if (!current.Viewer.Areas.Contains(course.Course.Plans[plan].Area))
            {
                return ConsentRefusals.NotYourPlan;
            }
            if (share.Revision != command.SeenRevision)
            {
                throw new StaleRevisionException();
            }
            var stopped = share.Stop(by, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return stopped;
        }
    }
}
