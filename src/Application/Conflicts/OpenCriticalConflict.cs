using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Application.Conflicts;

/// <summary>
/// A critical conflict as the data-protection contact sees it: that it is there, since when, whose it is and between which areas, and none of
/// the areas' content.
/// </summary>
[Needs(Permission.SeeCriticalConflicts)]
public sealed record OpenCriticalConflict(ConflictId ConflictId, Language Language) : IQuery<OpenConflict.View>, IConcernsConflict
{
    internal sealed class Handler(ConflictFile file, ICurrentViewer viewer) : IQueryHandler<OpenCriticalConflict, OpenConflict.View>
    {
        public async Task<OpenConflict.View> Handle(OpenCriticalConflict query, CancellationToken cancellationToken)
        {
            var view = await file.OpenAsync(query.ConflictId, query.Language, viewer.Viewer with { Areas = [] }, cancellationToken);
            return view.Conflict.Severity == Severity.K
                // The ways out are for those who change plans, and send them to whoever is reading.
                ? view with { Citizen = view.Citizen with { CanBeCoordinated = false }, Conflict = view.Conflict with { Areas = view.MeetIn, WaysOut = [] } }
                : throw new AccessDeniedException();
        }
    }
}
