using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>The import log, the newest first.</summary>
[Needs(Permission.SeeImports)]
public sealed record ListImports(int Page, int Size = ListImports.DefaultSize) : IQuery<ListImports.View>
{
    public const int DefaultSize = 50;

    public sealed record View(IReadOnlyList<ImportRow> Rows, long Total, int Page, int Size)
    {
        public bool HasMore => (long)Page * Size < Total;
    }

    internal sealed class Validator : AbstractValidator<ListImports>
    {
        public Validator()
        {
            RuleFor(query => query.Page).InclusiveBetween(1, 1_000_000);
            RuleFor(query => query.Size).InclusiveBetween(1, 200);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : IQueryHandler<ListImports, View>
    {
        public async Task<View> Handle(ListImports query, CancellationToken cancellationToken)
        {
            var total = await db.Sql<long>($"select count(*) as \"Value\" from imports").SingleAsync(cancellationToken);
            var rows = await db.Sql<ImportRow.Found>(
                $"""
                select i.id, i.origin, u.name as started_by, i.started_at, i.last_progress_at, i.finished_at, i.state,
                  i.documents, i.accepted, i.unchanged, i.ignored_older, i.rejected, i.citizens_changed, i.bytes
                from imports i left join users u on u.id = i.started_by
                order by i.started_at desc, i.id desc limit {query.Size} offset {(query.Page - 1L) * query.Size}
                """).ToListAsync(cancellationToken);
            return new View([.. rows.Select(row => ImportRow.Of(row, clock.GetUtcNow()))], total, query.Page, query.Size);
        }
    }
}

/// <summary>One import as the log tells it.</summary>
/// <param name="StartedBy">Who sent it; null for the system itself.</param>
/// <param name="IsCutOff">It says that it is running, but has not written anything for long: the process is gone. Sending again is safe.</param>
public sealed record ImportRow(
    ImportId Id, ImportOrigin Origin, string? StartedBy, DateTimeOffset StartedAt, DateTimeOffset LastProgressAt, DateTimeOffset? FinishedAt,
    ImportState State, bool IsCutOff, long Documents, long Accepted, long Unchanged, long IgnoredOlder, long Rejected, long CitizensChanged, long Bytes)
{
    private static readonly TimeSpan MayBeSilent = TimeSpan.FromMinutes(10);

    internal sealed record Found(
        Guid Id, string Origin, string? StartedBy, DateTimeOffset StartedAt, DateTimeOffset LastProgressAt, DateTimeOffset? FinishedAt, string State,
        long Documents, long Accepted, long Unchanged, long IgnoredOlder, long Rejected, long CitizensChanged, long Bytes);

    internal static ImportRow Of(Found row, DateTimeOffset now)
    {
        var state = Word<ImportState>.Parse(row.State);
        return new ImportRow(
            ImportId.From(row.Id), Word<ImportOrigin>.Parse(row.Origin), row.StartedBy, row.StartedAt, row.LastProgressAt, row.FinishedAt,
            state, state == ImportState.Running && now - row.LastProgressAt > MayBeSilent,
            row.Documents, row.Accepted, row.Unchanged, row.IgnoredOlder, row.Rejected, row.CitizensChanged, row.Bytes);
    }
}
