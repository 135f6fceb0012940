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
    : IQuery<SharedPlanView>, IConcernsCitizen;
