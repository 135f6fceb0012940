using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Plans;

/// <summary>
/// The citizen's shared plan as the viewer may see it. With a day or a horizon of its own, what is known today is judged anew as of
/// that day and nothing is kept.
/// </summary>
[Needs(Permission.SeeCourse)]
public sealed record OpenSharedPlan(CitizenId CitizenId, DateOnly? AsOf, int? HorizonDays, Language Language)
    : IQuery<SharedPlanView>, IConcernsCitizen
{
    public const int LongestHorizon = 366;

    internal sealed class Validator : AbstractValidator<OpenSharedPlan>
    {
        public Validator()
        {
            RuleFor(query => query.HorizonDays).InclusiveBetween(1, LongestHorizon);
            RuleFor(query => query.AsOf).InclusiveBetween(Clock.AsOf.First, Clock.AsOf.Last);
        }
    }

    internal sealed class Handler(SharedPlanReader plans) : IQueryHandler<OpenSharedPlan, SharedPlanView>
    {
        public Task<SharedPlanView> Handle(OpenSharedPlan query, CancellationToken cancellationToken) =>
            plans.ReadAsync(query.CitizenId, (query.AsOf, query.HorizonDays), query.Language, cancellationToken);
    }
}

/// <summary>The same plan to be put on paper, which is written down as what it is: paper is seen by whoever holds it.</summary>
[Needs(Permission.SeeCourse)]
public sealed record PrintSharedPlan(CitizenId CitizenId, DateOnly? AsOf, int? HorizonDays, Language Language)
    : IQuery<SharedPlanView>, IConcernsCitizen
{
    internal sealed class Validator : AbstractValidator<PrintSharedPlan>
    {
        public Validator()
        {
            RuleFor(query => query.HorizonDays).InclusiveBetween(1, OpenSharedPlan.LongestHorizon);
            RuleFor(query => query.AsOf).InclusiveBetween(Clock.AsOf.First, Clock.AsOf.Last);
        }
    }

    internal sealed class Handler(SharedPlanReader plans) : IQueryHandler<PrintSharedPlan, SharedPlanView>
    {
        public Task<SharedPlanView> Handle(PrintSharedPlan query, CancellationToken cancellationToken) =>
            plans.ReadAsync(query.CitizenId, (query.AsOf, query.HorizonDays), query.Language, cancellationToken);
    }
}
