using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Coordination;

/// <summary>
/// What became of a question to the viewer, who may not work with the citizen any more when it is taken back: when it was answered or taken
/// back, and no word of whom it was about. Null of what was asked of somebody else.
/// </summary>
[Needs(Permission.SeeTasks)]
public sealed record WhatBecameOfQuestion(CoordinatorAssignmentId AssignmentId) : IQuery<WhatBecameOfQuestion.View?>
{
    public sealed record View(CoordinatorKind Kind, AssignmentState State, DateTimeOffset? At);

    internal sealed record Found(string Kind, string State, DateTimeOffset? At);

    internal sealed class Handler(ISammenhaengDb db) : IQueryHandler<WhatBecameOfQuestion, View?>
    {
        public async Task<View?> Handle(WhatBecameOfQuestion query, CancellationToken cancellationToken)
        {
            var found = await db.Sql<Found>($"select kind, state, at from what_became_of_question({query.AssignmentId.Value})").SingleOrDefaultAsync(cancellationToken);
            return found is null ? null : new View(Word<CoordinatorKind>.Parse(found.Kind), Word<AssignmentState>.Parse(found.State), found.At);
        }
    }
}
