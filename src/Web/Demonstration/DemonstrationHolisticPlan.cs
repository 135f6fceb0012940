using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Web.Demonstration;

/// <summary>
/// Rikke has begun one plan for Jonas in the place of his youth plan, and written all of it: what it lacks is his consent. As a draft it takes no
/// other plan's place, so it changes nothing that is judged of him.
/// </summary>
internal sealed class DemonstrationHolisticPlan(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Writer = "demo-rikke";
    private const string Citizen = "Jonas ";
    private const int MonthsToFollowUp = 3;

    private const string Reason =
        "Jonas fylder snart 18. Ungeplanen, uddannelsesplanen og behandlingen rækker ind i hinanden, og ingen af dem følger ham over i voksenlivet.";

    private static readonly HolisticPlanId Id = HolisticPlanId.From(new Guid("01995c30-0000-7000-8000-000000000018"));

    private static readonly ItemKey YouthPlan = new("social", "Q1");

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["ownGoals"] = "Jeg vil have én fast voksen, der ikke skifter, og jeg vil lære noget med computere.",
        ["goals"] = "Jonas har den samme kontaktperson, også når han er fyldt 18.\nJonas har set to steder og valgt uddannelse, når målgruppevurderingen er færdig.",
        ["employment"] = "Vejen til job går over uddannelse: målgruppevurdering først, derefter FGU eller STU med praktik.",
        ["education"] = "Målgruppevurdering til FGU eller STU. Jonas ser to steder, før han vælger.",
        ["adulthood"] = "Kontaktpersonen bliver ved over 18-årsdagen. Ungerådgiveren samler de områder, der tager over, tre måneder før.",
        ["interventions"] = "Fast kontaktperson tre timer om ugen.",
    };

    /// <summary>Once: what has become of it since is left as it is.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var number = DemonstrationCitizens.All.Single(one => one.Name.StartsWith(Citizen, StringComparison.Ordinal)).Cpr;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.WithSubject(Writer, "demonstration"));
        var sender = scope.ServiceProvider.GetRequiredService<ISender>();
        var found = (await sender.Send(new SearchCitizens(number, null), cancellationToken)).Rows;
        if (found is not [var jonas])
        {
            return;
        }
        var now = await sender.Send(new OpenHolisticPlan(jonas.Id), cancellationToken);
        if (now.Id is not null || now.OthersHaveOne || !now.Plans.Any(plan => plan.Key == YouthPlan))
        {
            return;
        }
        try
        {
            Must(await sender.Send(new AssessHolisticPlan(jonas.Id, Id, SeenRevision: 0, new FourTests(true, true, true, true), Reason, [YouthPlan]), cancellationToken));
        }
        catch (StaleRevisionException)
        {
            // It was begun before, and somebody has given it up.
            return;
        }
        var begun = await sender.Send(new OpenHolisticPlan(jonas.Id), cancellationToken);
        Must(await sender.Send(new WriteHolisticTexts(jonas.Id, Id, begun.Revision, Texts, clock.Today().AddMonths(MonthsToFollowUp)), cancellationToken));
    }

    private static void Must<T>(Result<T> done)
    {
        if (!done.Succeeded)
        {
            throw new InvalidOperationException($"The demonstration's draft was refused: {done.Refusal.Code}.");
        }
    }
}
