using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>One import of the log; null when there is none with this id.</summary>
[Needs(Permission.SeeImports)]
public sealed record FindImport(ImportId ImportId) : IQuery<ImportRow?>
{
    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<FindImport, ImportRow?>
    {
        public async Task<ImportRow?> Handle(FindImport query, CancellationToken cancellationToken)
        {
            var id = query.ImportId.Value;
            var row = await db.Sql<ImportRow.Found>(
                $"""
                select i.id, i.origin, u.name as started_by, i.started_at, i.last_progress_at, i.finished_at, i.state,
                  i.documents, i.accepted, i.unchanged, i.ignored_older, i.rejected, i.citizens_changed, i.bytes
                from imports i left join users u on u.id = i.started_by where i.id = {id}
                """).SingleOrDefaultAsync(cancellationToken);
            return row is null ? null : ImportRow.Of(row, clock.GetUtcNow());
        }
    }
}
