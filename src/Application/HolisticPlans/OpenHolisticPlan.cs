using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Proposals;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>The plan that takes the place of others: what it says, what it replaces, and what is missing before it can take effect.</summary>
/// <param name="Anew">Where the last one has ended: what one needs to begin another.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenHolisticPlan(CitizenId CitizenId, bool Anew = false) : IQuery<HolisticPlanView>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, HolisticFile file, ICurrentViewer current) : IQueryHandler<OpenHolisticPlan, HolisticPlanView>
    {
        public async Task<HolisticPlanView> Handle(OpenHolisticPlan query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var course = await file.CourseAsync(query.CitizenId, cancellationToken);
            var plan = await file.LatestAsync(query.CitizenId, cancellationToken);
            if (plan is null || query.Anew && !plan.IsOpen)
            {
                return Beginning(course) with { OthersHaveOne = await file.HasOpenAsync(query.CitizenId, cancellationToken) };
            }
            var of = await file.CaseAsync(plan, course, cancellationToken);
            var users = plan.Texts.Select(text => text.By).Append(plan.StartedBy).Concat(plan.InForceBy is { } by ? [by] : Array.Empty<UserId>()).Distinct().ToList();
            var names = await db.Users.Where(user => users.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancellationToken);
            return ViewOf(of, names);
        }

        private HolisticPlanView Beginning(ConsentCourse course) => new()
        {
            MayWrite = current.Viewer.Areas.Count > 0 && current.Viewer.Is(Roles.Caseworker),
            Plans = Choosable(course, []),
            Signers = SignersOf(course),
            Today = course.Today,
        };

        private HolisticPlanView ViewOf(HolisticCase of, Dictionary<UserId, string> names)
        {
            var (plan, course) = (of.Plan, of.Course);
            var mayWrite = current.Viewer.Areas.Contains(plan.LeadArea) && current.Viewer.Is(Roles.Caseworker);
            return new HolisticPlanView
            {
                Id = plan.Id,
                Revision = plan.Revision,
                State = plan.State,
                LeadArea = course.Reference.NameOf(plan.LeadArea),
                MayWrite = mayWrite,
                Tests = plan.Tests,
                Reason = course.Mask.Text(plan.Reason) ?? "",
                NextFollowUp = plan.NextFollowUp,
                StartedBy = names.GetValueOrDefault(plan.StartedBy),
                StartedAt = plan.StartedAt,
                InForceOn = plan.InForceOn,
                InForceBy = plan.InForceBy is { } by ? names.GetValueOrDefault(by) : null,
                EndedOn = plan.EndedOn,
                EndedWhy = plan.EndedWhy,
                Plans = [.. plan.Replaces.Select(one => LineOf(one, of)), .. plan.State == HolisticPlanState.Draft && mayWrite ? Choosable(course, plan.Replaces) : []],
                Parts = [.. PartsOf(of, names)],
                Consent = ConsentOf(of),
                Signers = SignersOf(course),
                Missing = plan.State == HolisticPlanState.Draft ? [.. plan.Missing(of.Facts).Select(refusal => refusal.Code)] : [],
                Today = course.Today,
            };
        }

        private static List<ReplacedLine> Choosable(ConsentCourse course, IReadOnlyList<ReplacedPlan> chosen)
        {
            var lines = new List<ReplacedLine>();
            foreach (ref readonly var plan in course.Course.Plans.Span)
            {
                var key = plan.Key;
                if (HolisticFile.Choosable(course, key) >= 0 && !chosen.Any(one => one.Key == key))
                {
                    lines.Add(new ReplacedLine(
                        key, course.Mask.Text(plan.Title), plan.Type.Name, course.Reference.NameOf(plan.Area), IsChosen: false, AreaAnswer.NotAsked, null, null, null));
                }
            }
            return lines;
        }

        private static ReplacedLine LineOf(ReplacedPlan one, HolisticCase of)
        {
            var at = of.Course.Plan(one.Key);
            var answer = one.IsOwn ? AreaAnswer.Own : one.ProposalId is not { } id ? AreaAnswer.NotAsked : of.Proposals.GetValueOrDefault(id)?.State switch
            {
                ProposalState.Waiting => AreaAnswer.Waiting,
                ProposalState.Accepted => AreaAnswer.Accepted,
                ProposalState.Declined => AreaAnswer.Declined,
                _ => AreaAnswer.NotAsked,
            };
            return new ReplacedLine(
                one.Key, at < 0 ? null : of.Course.Mask.Text(of.Course.Course.Plans[at].Title), of.Course.Reference.PlanTypes.GetValueOrDefault(one.Type)?.Name ?? one.Type,
                of.Course.Reference.NameOf(one.Area), IsChosen: true, answer, one.ProposalId?.Value, one.FromOn, one.UntilOn);
        }

        private static IEnumerable<PartLine> PartsOf(HolisticCase of, Dictionary<UserId, string> names)
        {
            var (plan, course) = (of.Plan, of.Course);
            var types = plan.Replaces.Select(one => one.Type).ToHashSet(StringComparer.Ordinal);
            foreach (var part in PlanContent.Demands.Parts)
            {
                var laws = PlanContent.Demands.Of(part.Code, types, course.Today).Select(demand => demand.Law).Distinct().ToList();
                var versions = plan.Texts.Where(text => text.Part == part.Code).OrderByDescending(text => text.Number).ToList();
                if (laws.Count == 0 && versions.Count == 0)
                {
                    continue;
                }
                var sources = plan.State != HolisticPlanState.Draft ? [] : plan.Replaces.Where(one => TakenText.Of(course, one.Key, part.From).Length > 0)
                    .Select(one => (one.Key, TitleOf(course, one.Key))).ToList();
                yield return new PartLine(
                    part.Code, new Bilingual(part.Danish, part.English), laws, course.Mask.Text(plan.TextOf(part.Code)) ?? "",
                    versions.FirstOrDefault()?.TakenFrom is { } from ? TitleOf(course, KeyOf(from)) : null, sources,
                    [.. versions.Select(text => (course.Mask.Text(text.Text) ?? "", names.GetValueOrDefault(text.By) ?? "", text.At))]);
            }
        }

        private static string TitleOf(ConsentCourse course, ItemKey key) =>
            course.Plan(key) is >= 0 and var at && course.Mask.Text(course.Course.Plans[at].Title) is { } title ? title : key.Id;

        private static ItemKey KeyOf(string written) => Domain.SharedPlans.CommonGoalVersion.KeyOf(written);

        private static ConsentLineOfPlan? ConsentOf(HolisticCase of) => (of.OpenConsent ?? (of.Consents.Count > 0 ? of.Consents[0] : null)) is not { } record ? null : new ConsentLineOfPlan(
            record.Id, record.State, record.ValidTo, record.HoldsOn(of.Course.Today), [.. record.Waiting.Select(of.Course.NameOf)],
            [.. record.Signatures.Select(one => (of.Course.NameOf(one.Signer), one.SaidYes))]);

        private static string[] SignersOf(ConsentCourse course) =>
            [.. ConsentSigners.Of(course.Course, ConsentKind.PlanReplacement, course.Today).Select(course.NameOf)];
    }
}
