using System.Collections.Frozen;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Application.SharedPlans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Plans;

/// <summary>Makes the shared plan for whoever has been let in to it: on a screen, or on paper.</summary>
internal sealed class SharedPlanReader(ICourses courses, IReferenceData referenceData, ICurrentViewer viewer, TimeProvider clock)
{
    public async Task<SharedPlanView> ReadAsync(
        CitizenId citizen, (DateOnly? Day, int? HorizonDays) on, Language language, CancellationToken cancellationToken)
    {
        var kept = await courses.OpenAsync(citizen, cancellationToken) ?? throw new AccessDeniedException();
        var file = kept;
        if (viewer.BreakGlass is not null && file.Course.Citizen.Protection != Protection.None)
        {
            // Where somebody protected can be found is opened by no emergency.
            file = file with { Places = FrozenDictionary<string, string>.Empty };
        }
        var data = await referenceData.CurrentAsync(cancellationToken);
        var today = clock.Today();
        var asOf = on.Day ?? today;
        var isByDate = asOf != today || on.HorizonDays is not null;
        var reference = data.On(asOf);
        CourseMask? decided = null;
        if (IsKept(file, asOf, today))
        {
            file.Course.Build(today, data.On(today));
            decided = viewer.Viewer.MaskOf(file.Course, today, data.On(today));
            file = await courses.OpenKnownAsync(file, asOf, cancellationToken);
        }
        var course = file.Course.Build(asOf, reference, on.HorizonDays);
        ConflictRow[] conflicts = isByDate
            ? Found(data.EngineOn(asOf).Judge(course), file, asOf)
            : [.. file.Conflicts.Select(ConflictRow.Of)];
        var mask = decided?.OverPast(file.Course, asOf) ?? viewer.Viewer.MaskOf(file.Course, today, data.On(today));
        var view = SharedPlanAssembly.Of(file, conflicts, mask, reference, (asOf, language), viewer.Viewer.UserId);
        return view with
        {
            Citizen = view.Citizen with { BreakGlassUntil = viewer.BreakGlass?.Until },
            Today = today,
            IsByDate = isByDate,
            KnownOn = decided is null ? null : asOf,
            KeptFrom = file.KeptFrom,
            // Emergency access opens what an area has; this is no area's.
            Content = viewer.BreakGlass is null
                ? new SharedContentMaker(file, mask, view.Goals, decided is null ? today : asOf).Make(withWords: true) with { Callers = Callers(kept, viewer.Viewer, today) }
                : null,
            News = isByDate ? [] : News(file, mask, reference, language),
            HorizonDays = on.HorizonDays ?? reference.Limits.HorizonDays,
            WeeklyLimit = course.InPersonPerWeek,
            WeeklyLimitIsOwn = course.Citizen.InPersonPerWeek is not null,
        };
    }

    /// <summary>Of a day that has passed it is told what was known then, as far as that is kept; an emergency is about what is so now.</summary>
    private bool IsKept(CourseFile file, DateOnly day, DateOnly today) => day < today && file.KeptFrom <= day && viewer.BreakGlass is null;

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
