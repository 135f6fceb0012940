using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>One conflict as the viewer may see it, with its life until now and who could take it on.</summary>
[Needs(Permission.SeeCourse)]
public sealed record OpenConflict(ConflictId ConflictId, Language Language) : IQuery<OpenConflict.View>, IConcernsConflict
{
    /// <param name="By">Null when the engine did it.</param>
    /// <param name="GivenTo">Who was to do it, where that was somebody else than <paramref name="By"/>.</param>
    public sealed record Change(ConflictChange What, DateTimeOffset At, string? By, string? GivenTo, string? Note, DateOnly? Until, Severity Severity);

    public sealed record Colleague(UserId Id, string Name);

    public sealed record View
    {
        public required CitizenHeading Citizen { get; init; }
        public required ConflictLine Conflict { get; init; }

        /// <summary>What a change must be made from; shown as ETag.</summary>
        public required long Revision { get; init; }

        public required bool IsFound { get; init; }
        public required DateOnly? ShowsBy { get; init; }
        public required DateTimeOffset FirstSeenAt { get; init; }
        public required DateTimeOffset? LastSeenAt { get; init; }
        public required UserId? OwnerId { get; init; }

        /// <summary>The core areas whose things meet in it, hidden ones too: for whoever looks after data protection.</summary>
        internal IReadOnlyList<AreaName> MeetIn { get; init; } = [];

        /// <summary>Whether the viewer may leave it standing or call it solved: whoever sees nothing of it and does not coordinate cannot judge that.</summary>
        public required bool CanBeSettled { get; init; }

        /// <summary>The newest first.</summary>
        public required IReadOnlyList<Change> History { get; init; }

        /// <summary>Staff who work with the citizen and can sign in, as far as the viewer may know that they do.</summary>
        public required IReadOnlyList<Colleague> Colleagues { get; init; }

        /// <summary>The facts compared, for the curious; null where something in them is hidden from the viewer.</summary>
        public required string? Evidence { get; init; }
    }

    internal sealed class Handler(ConflictFile file, ICurrentViewer viewer) : IQueryHandler<OpenConflict, View>
    {
        public async Task<View> Handle(OpenConflict query, CancellationToken cancellationToken)
        {
            var view = await file.OpenAsync(query.ConflictId, query.Language, viewer.Viewer, cancellationToken);
            return view with
            {
                Citizen = view.Citizen with { BreakGlassUntil = viewer.BreakGlass?.Until },
                CanBeSettled = view.CanBeSettled || viewer.Relation.IsCoordinator,
            };
        }
    }
}
