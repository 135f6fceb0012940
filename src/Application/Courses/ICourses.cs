using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Courses;

/// <summary>Everything that is known of one citizen's course, with its texts, and the conflicts stored of it.</summary>
public sealed record CourseFile
{
    public required CitizenId CitizenId { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Rows to build a course of for any day; nobody else uses this builder.</summary>
    public required CourseBuilder Course { get; init; }

    /// <summary>Every conflict ever stored, also closed ones.</summary>
    public required IReadOnlyList<FiledConflict> Conflicts { get; init; }

    /// <summary>Coordinator assignments that are active or waiting for an answer.</summary>
    public required IReadOnlyList<FiledAssignment> Assignments { get; init; }

    /// <summary>Who holds the role that day: the main coordinator first, then those who stand in.</summary>
    public IEnumerable<FiledAssignment> HoldersOn(DateOnly day) => Assignments
        .Where(one => one.State == AssignmentState.Active && Days.Of(one.From, one.To).Holds(day)).OrderBy(one => one.Kind);

    /// <summary>What happened lately, the newest first.</summary>
    public required IReadOnlyList<FiledNews> News { get; init; }

    /// <summary>Names of the places where the citizen has appointments, by code; homes left out, for where somebody lives is no label.</summary>
    public required IReadOnlyDictionary<string, string> Places { get; init; }

    /// <summary>When the course was last judged, alone or with everyone; null before the first time.</summary>
    public required DateTimeOffset? CheckedAt { get; init; }

    /// <summary>The first day of which it can be told what was known; null of a citizen of whom no system has told.</summary>
    public DateOnly? KeptFrom { get; init; }

    /// <summary>What the plans have in common.</summary>
    public required FiledSharedPlan Shared { get; init; }
}

/// <summary>A stored conflict as a page shows it.</summary>
public sealed record FiledConflict
{
    public required ConflictId Id { get; init; }
    public required string Rule { get; init; }
    public required string Fingerprint { get; init; }
    public required string SubjectKey { get; init; }
    public required IReadOnlyList<Subject> Subjects { get; init; }
    public required IReadOnlyList<string> Areas { get; init; }
    public required ConflictState State { get; init; }
    public required bool IsFound { get; init; }
    public required Severity Severity { get; init; }
    public required string Evidence { get; init; }
    public required UserId? OwnerId { get; init; }
    /// <summary>Who has taken it on; else the coordinator. Null when there is neither.</summary>
    public required string? OwnerName { get; init; }

    /// <summary>The owner of the item created last, to whom it falls then.</summary>
    public required ItemKey? ItemOwner { get; init; }

    public required DateOnly? DueOn { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset? LastSeenAt { get; init; }
    public required DateOnly? ShowsBy { get; init; }
    public required DateOnly? AcceptedUntil { get; init; }

    /// <summary>Why it is left standing, in a person's words; null when it is not.</summary>
    public required string? Reason { get; init; }

    public required long Revision { get; init; }
}

/// <param name="Person">The directory's id, by which contacts are known to be the same person.</param>
public sealed record FiledAssignment(
    CoordinatorAssignmentId Id, UserId? UserId, string Name, CoordinatorKind Kind, AssignmentState State, DateOnly From, DateOnly? To, string Person);

/// <summary>Something that happened to the citizen's conflicts, coordinator or documents; a number of one kind within a minute is one.</summary>
public sealed record FiledNews(string Code, DateTimeOffset At, int Number, string? Rule, string? Name, string? Area);

/// <summary>Reads courses, each in one round trip. Access is decided before this is asked.</summary>
public interface ICourses
{
    Task<CourseFile?> OpenAsync(CitizenId citizen, CancellationToken cancellationToken);

    /// <summary>The same file with the course, the people who coordinated and the common plan as they were known at the end of a day, and no conflicts.</summary>
    Task<CourseFile> OpenKnownAsync(CourseFile today, DateOnly day, CancellationToken cancellationToken);
}
