using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>
/// What of an area's own writing is locked: a plan that another has taken the place of, with its goals, interventions and milestones. Its
/// appointments are not: they are in the citizen's calendar all the same, and must be moved when they clash. The database says so too.
/// </summary>
internal sealed class LockedPlans(ISammenhaengDb db)
{
    /// <summary>What is locked with the plan it stands in.</summary>
    private static readonly WrittenKind[] Kinds = [WrittenKind.Plan, WrittenKind.Goal, WrittenKind.Intervention, WrittenKind.Milestone];

    /// <param name="values">As they are to be; null where it is taken back.</param>
    /// <returns>Null where it may be written.</returns>
    public async Task<Refusal?> RefusalAsync(
        (CitizenId Citizen, string Area) of, WrittenKind kind, string id, WrittenValues? values, CancellationToken cancellationToken)
    {
        if (!Kinds.Contains(kind))
        {
            return null;
        }
        var (citizen, source, collection) = (of.Citizen.Value, ItemKey.WrittenIn(of.Area), WrittenKinds.CollectionOf(kind));
        var (plan, type, status) = (kind == WrittenKind.Plan ? id : values?.One("plan"), values?.One("type"), values?.One("status"));
        var found = (await db.Sql<string?>(
            $"""
            select written_item_is_locked({citizen}, {source}, {collection}, {id}, {plan ?? ""}, {type ?? ""}, {status ?? ""}) as "Value"
            """).ToListAsync(cancellationToken))[0];
        return found switch
        {
            null => null,
            "replaced" => HolisticRefusals.PlanIsReplaced,
            _ => HolisticRefusals.OnItsOwnPage,
        };
    }
}
