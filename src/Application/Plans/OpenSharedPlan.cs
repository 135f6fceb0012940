using System.Collections.Frozen;
using FluentValidation;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

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

    internal sealed class Handler(ICourses courses, IReferenceData referenceData, ICurrentViewer viewer, TimeProvider clock)
        : IQueryHandler<OpenSharedPlan, SharedPlanView>
    {
        public async Task<SharedPlanView> Handle(OpenSharedPlan query, CancellationToken cancellationToken)
        {
            var file = await courses.OpenAsync(query.CitizenId, cancellationToken) ?? throw new AccessDeniedException();
            if (viewer.BreakGlass is not null && file.Course.Citizen.Protection != Protection.None)
            {
                // Where somebody protected can be found is opened by no emergency.
                file = file with { Places = FrozenDictionary<string, string>.Empty };
            }
            var data = await referenceData.CurrentAsync(cancellationToken);
            var today = clock.Today();
            var asOf = query.AsOf ?? today;
            var isByDate = asOf != today || query.HorizonDays is not null;
            var reference = data.On(asOf);
            var course = file.Course.Build(asOf, reference, query.HorizonDays);
            ConflictRow[] conflicts = isByDate
                ? Found(data.EngineOn(asOf).Judge(course), file, asOf)
                : [.. file.Conflicts.Select(ConflictRow.Of)];
            var mask = viewer.Viewer.MaskOf(file.Course, today, data.On(today));
            var view = SharedPlanAssembly.Of(file, conflicts, mask, reference, (asOf, query.Language), viewer.Viewer.UserId);
            return view with
            {
                Citizen = view.Citizen with { BreakGlassUntil = viewer.BreakGlass?.Until },
                Today = today,
                IsByDate = isByDate,
                // Emergency access opens what an area has; this is no area's.
                Content = viewer.BreakGlass is null
                    ? new SharedContentMaker(file, mask, view.Goals, today).Make(withWords: true) with { Callers = Callers(file, viewer.Viewer, today) }
                    : null,
                News = isByDate ? [] : News(file, mask, reference, query.Language),
                HorizonDays = query.HorizonDays ?? reference.Limits.HorizonDays,
                WeeklyLimit = course.InPersonPerWeek,
                WeeklyLimitIsOwn = course.Citizen.InPersonPerWeek is not null,
            };
        }

        private static (UserId, string)[] Callers(CourseFile file, Viewer viewer, DateOnly today) =>
        [
            .. viewer.UserId is { } me ? [(me, viewer.Name)] : Array.Empty<(UserId, string)>(),
            .. file.HoldersOn(today).Where(one => one.UserId is not null && one.UserId != viewer.UserId).Select(one => (one.UserId!.Value, one.Name)).Distinct(),
        ];

        /// <summary>Nobody has taken on what was found just now: it falls to the coordinator of the day, else to the owner of what is newest.</summary>
        private static ConflictRow[] Found(IReadOnlyList<Finding> findings, CourseFile file, DateOnly asOf)
        {
            var items = new SubjectItems(file.Course);
            var coordinator = file.HoldersOn(asOf).FirstOrDefault(one => one.Kind == CoordinatorKind.Main)?.Name;
            return [.. findings.Select(finding => ConflictRow.Of(finding) with { Owner = coordinator, ItemOwner = items.OwnerOf(finding.Subjects) })];
        }

        private static NewsLine[] News(CourseFile file, CourseMask mask, ReferenceSnapshot reference, Language language) =>
        [
            .. file.News.Where(news => news.Area is null || mask.SeesArea(news.Area)).Take(6).Select(news => new NewsLine(
                news.At, news.Code, news.Rule is { } rule ? RuleText.Of(rule).Title.In(language) : news.Area is { } area ? reference.NameOf(area).Name : news.Name, news.Number)),
        ];
    }
}
