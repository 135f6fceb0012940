using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Access;

/// <summary>Who is asking, as the database knows them in this transaction.</summary>
/// <param name="UserId">Null for private persons, and for the system itself.</param>
/// <param name="Areas">Core areas the user works in today.</param>
public sealed record Viewer(UserId? UserId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Areas)
{
    public static readonly Viewer System = new(null, "Sammenhæng", [], []);

    /// <summary>The units of those areas, as <c>SIU:Ungeenheden</c>; none of somebody who works in areas as a whole.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>What emergency access opens to them in this request; null of all others.</summary>
    public EmergencySight? Emergency { get; init; }

    /// <summary>A citizen, or somebody who stands for or beside one.</summary>
    public static readonly Viewer Private = new(null, "", [Domain.Staff.Roles.Private], []);

    public bool IsPrivate => Is(Domain.Staff.Roles.Private);

    public bool IsSystem => UserId is null && !IsPrivate;

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>An area to narrow a list by; another area than an own one narrows nothing, for the answer would tell who is there.</summary>
    public string? OwnArea(string? wanted) => wanted is not null && Areas.Contains(wanted) ? wanted : null;

    /// <summary>What this member of staff sees of a course that has been built. Of a private person it is their standing that decides.</summary>
    /// <param name="course">Of the citizen.</param>
    /// <param name="today">By the business clock, whatever day the course was built for.</param>
    /// <param name="reference">Of today.</param>
    public CourseMask MaskOf(CourseBuilder course, DateOnly today, ReferenceSnapshot reference) =>
        IsSystem ? CourseMask.Unmasked(course, today) : CourseMask.For(course, Areas.ToHashSet(StringComparer.Ordinal), today, reference.Comparison, reference.Places, Emergency);
}

/// <summary>How the viewer stands to the citizen the request is about.</summary>
/// <param name="OwnAreas">The viewer's areas that have a plan of the citizen.</param>
/// <param name="IsAskedToCoordinate">Asked to be the coordinator and has not answered.</param>
public sealed record CitizenRelation(IReadOnlyList<string> OwnAreas, bool IsCoordinator, bool IsAskedToCoordinate)
{
    public static readonly CitizenRelation None = new([], false, false);

    /// <summary>Emergency access that is open now; null when there is none.</summary>
    public OpenBreakGlass? BreakGlass { get; init; }

    /// <summary>By what a private person may look; null of all others, and of those who may not.</summary>
    public Standing? Standing { get; init; }

    /// <summary>The viewer themselves, their household, or somebody close: nobody looks these up here, whatever else they are.</summary>
    public bool IsClose { get; init; }
}

/// <param name="Areas">Whose plans are shown.</param>
/// <param name="Opens">What of them.</param>
/// <param name="Until">From this moment on it opens nothing.</param>
public sealed record OpenBreakGlass(IReadOnlyList<string> Areas, DataClasses Opens, DateTimeOffset Until);

/// <summary>The viewer of the request, after the access step has let them in.</summary>
public interface ICurrentViewer
{
    Viewer Viewer { get; }

    /// <summary>To the citizen of the request; <see cref="CitizenRelation.None"/> when it is about none.</summary>
    CitizenRelation Relation { get; }

    /// <summary>What alone the request was let in by; null when the viewer works with the citizen.</summary>
    OpenBreakGlass? BreakGlass { get; }
}

public sealed class CurrentViewer : ICurrentViewer
{
    private Viewer? _viewer;

    public Viewer Viewer => _viewer ?? throw new InvalidOperationException("Nobody has passed the access step in this scope.");

    public CitizenRelation Relation { get; private set; } = CitizenRelation.None;

    public OpenBreakGlass? BreakGlass { get; private set; }

    /// <param name="permit">By emergency access the viewer sees what it names, in this request alone.</param>
    internal void Is(Viewer viewer, CitizenRelation relation, AccessVerdict permit)
    {
        BreakGlass = permit.Obliges(Obligation.ShowNamedAreas) ? relation.BreakGlass : null;
        _viewer = BreakGlass is { } open ? viewer with { Emergency = new EmergencySight(open.Areas, open.Opens) } : viewer;
        Relation = relation;
    }
}
