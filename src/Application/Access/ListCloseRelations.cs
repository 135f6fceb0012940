using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Application.Access;

/// <summary>How many of each kind the user has told of, and when: who they are is kept as marks that cannot be read.</summary>
[Needs(Permission.TellCloseRelations)]
public sealed record ListCloseRelations : IQuery<IReadOnlyList<ToldCloseRelation>>
{
    internal sealed class Handler(ICloseRelations relations, ICurrentViewer current) : IQueryHandler<ListCloseRelations, IReadOnlyList<ToldCloseRelation>>
    {
        public Task<IReadOnlyList<ToldCloseRelation>> Handle(ListCloseRelations query, CancellationToken cancellationToken) =>
            relations.ListAsync(current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown"), cancellationToken);
    }
}
