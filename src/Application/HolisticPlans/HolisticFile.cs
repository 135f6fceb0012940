using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>A citizen's holistic plan with all that decides about it: the course as the viewer sees it, the consents to it, and what the areas said.</summary>
/// <param name="Consents">To this plan, the latest first.</param>
/// <param name="Proposals">By which areas were asked.</param>
internal sealed record HolisticCase(
    HolisticPlan Plan, ConsentCourse Course, IReadOnlyList<ConsentRecord> Consents, IReadOnlyDictionary<ProposalId, Proposal> Proposals)
{
    public IReadOnlyList<string> Demanded => PlanContent.Demands.Union(Plan.Replaces.Select(one => one.Type), Course.Today);

    /// <summary>The one that waits or is given; what was declined or withdrawn is over.</summary>
    public ConsentRecord? OpenConsent => Consents.FirstOrDefault(one => one.State is ConsentState.Asked or ConsentState.Given);

    public HolisticFacts Facts => new(
        Course.Course.Citizen.AgeOn(Course.Today), Demanded, Consents.Any(one => one.HoldsOn(Course.Today)),
        Plan.Replaces.Where(one => one.ProposalId is { } id && Proposals.GetValueOrDefault(id)?.State == ProposalState.Accepted).Select(one => one.Key).ToHashSet(),
        Active(), Course.Today);

    private HashSet<ItemKey> Active()
    {
        var active = new HashSet<ItemKey>();
        foreach (ref readonly var plan in Course.Course.Plans.Span)
        {
            if (plan.IsActive)
            {
                active.Add(plan.Key);
            }
        }
        return active;
    }
}

/// <summary>Reads what requests about the plan that takes the place of others have in common. Access to the citizen is decided before.</summary>
internal sealed class HolisticFile(ISammenhaengDb db, ConsentFile consents, ICurrentViewer current, TimeProvider clock)
{
    public UserId Member => current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");

    public Task<ConsentCourse> CourseAsync(CitizenId citizen, CancellationToken cancellationToken) => consents.OpenAsync(citizen, cancellationToken);

    /// <summary>The one that is written or holds; else the last that has ended. Null where there is none for the viewer's areas.</summary>
    public async Task<HolisticPlan?> LatestAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var plan = await db.Set<HolisticPlan>().AsSingleQuery().Where(one => one.CitizenId == citizen && one.State != HolisticPlanState.Dropped)
            .OrderByDescending(one => one.EndedOn == null).ThenByDescending(one => one.StartedAt).FirstOrDefaultAsync(cancellationToken);
        // The database shows those of the viewer's areas; here it is decided once more.
        return plan is not null && plan.Replaces.Select(one => one.Area).Append(plan.LeadArea).Any(current.Viewer.Areas.Contains) ? plan : null;
    }

    public async Task<HolisticCase> CaseAsync(HolisticPlan plan, ConsentCourse course, CancellationToken cancellationToken)
    {
        var records = await db.Set<ConsentRecord>().AsSingleQuery().Where(one => one.HolisticPlanId == plan.Id)
            .OrderByDescending(one => one.AskedAt).ToListAsync(cancellationToken);
        var ids = plan.Replaces.Select(one => one.ProposalId).OfType<ProposalId>().ToList();
        var proposals = ids.Count == 0 ? [] : await db.Set<Proposal>().AsSingleQuery().Where(one => ids.Contains(one.Id)).ToListAsync(cancellationToken);
        return new HolisticCase(plan, course, records, proposals.ToDictionary(one => one.Id));
    }

    /// <summary>For those of the area that leads it, who alone write it.</summary>
    /// <exception cref="StaleRevisionException">Somebody has changed it since it was read.</exception>
    public async Task<Result<HolisticCase>> LedAsync(CitizenId citizen, HolisticPlanId id, long seenRevision, CancellationToken cancellationToken)
    {
        var plan = await db.Set<HolisticPlan>().AsSingleQuery().Where(one => one.Id == id && one.CitizenId == citizen).SeenAsync(cancellationToken);
        if (!current.Viewer.Areas.Contains(plan.LeadArea))
        {
            return HolisticRefusals.NotYourArea;
        }
        if (plan.Revision != seenRevision)
        {
            throw new StaleRevisionException();
        }
        return await CaseAsync(plan, await CourseAsync(citizen, cancellationToken), cancellationToken);
    }

    /// <summary>Also one that the viewer is not shown, because it is between other areas.</summary>
    public async Task<bool> HasOpenAsync(CitizenId citizen, CancellationToken cancellationToken) =>
        (await db.Sql<bool>($"""select has_holistic_plan({citizen.Value}) as "Value" """).ToListAsync(cancellationToken))[0];

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Where the plan stands in the course, the viewer sees all of it, and it holds; −1 else.</summary>
    public static int Choosable(ConsentCourse course, ItemKey key)
    {
        for (var i = 0; i < course.Course.Plans.Count; i++)
        {
            ref readonly var plan = ref course.Course.Plans[i];
            if (plan.Key == key)
            {
                return plan.IsActive && course.Mask.Sees(DataClasses.Plan | DataClasses.Goals | DataClasses.Interventions, plan.Area, i)
                    && plan.Type is { Replaceable: true, ReplacesPlans: false } && PlanContent.Demands.Knows(plan.Type.Code, course.Today) ? i : -1;
            }
        }
        return -1;
    }
}
