using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// Puts the plan in force: it becomes a plan of the course, with the goals, interventions and milestones of those it replaces, and those are
/// locked. All of it, or nothing, in one transaction. Sent twice, it is once.
/// </summary>
[Needs(Permission.WritePlans)]
public sealed record PutHolisticPlanInForce(CitizenId CitizenId, HolisticPlanId Id, long SeenRevision) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(HolisticFile file, WrittenDocuments documents, IWrittenItems items, ICurrentViewer current) : ICommandHandler<PutHolisticPlanInForce, Done>
    {
        public async Task<Result<Done>> Handle(PutHolisticPlanInForce command, CancellationToken cancellationToken)
        {
            var led = await file.LedAsync(command.CitizenId, command.Id, command.SeenRevision, cancellationToken);
            if (!led.Succeeded)
            {
                return led.Refusal;
            }
            var of = led.Value;
            if (of.Plan.State != HolisticPlanState.Draft)
            {
                return HolisticRefusals.NotDraft;
            }
            if (of.Plan.Missing(of.Facts) is [var first, ..])
            {
                return first;
            }
            var content = new HolisticDocument(of, file.Member).Make();
            var change = await documents.MakeAsync((command.CitizenId, of.Plan.LeadArea), content, (file.Member, current.Viewer.Name), cancellationToken);
            var effect = new TakesEffect(of.Plan.Id, of.Plan.Revision, file.Member, of.Course.Today, [.. content.Skip(1).Select(item => item.Id)]);
            var outcome = await items.WriteAsync(change with { Effect = effect }, holds: null, cancellationToken) ?? throw new AccessDeniedException();
            return outcome.Result switch
            {
                WriteResult.Saved => Done.Value,
                WriteResult.Stale => throw new Persistence.StaleRevisionException(),
                _ => throw new InvalidOperationException($"A holistic plan makes no document: {string.Join(", ", outcome.Errors.Select(error => error.Path + " " + error.Code))}"),
            };
        }
    }
}
