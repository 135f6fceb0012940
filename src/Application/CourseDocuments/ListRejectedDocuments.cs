using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Refused documents with paths and codes, the newest first. What they hold is for caseworkers of their area.</summary>
/// <param name="State">Those that wait, or those that were sent again; null for both.</param>
/// <param name="Area">Of one area only.</param>
/// <param name="ImportId">Of one import only.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">At most 200.</param>
[Needs(Permission.SeeImports)]
public sealed record ListRejectedDocuments(
    RejectedDocumentState? State, string? Area, ImportId? ImportId, int Page, int Size = ListRejectedDocuments.DefaultSize)
    : IQuery<ListRejectedDocuments.View>
{
    public const int DefaultSize = 50;
    public const int LongestArea = 32;

    /// <param name="CanBeRead">The viewer is a caseworker of the document's area.</param>
    public sealed record Row(
        RejectedDocumentId Id, ImportId ImportId, long Line, DateTimeOffset ReceivedAt, string? Source, string? Area, long Length, bool IsComplete,
        RejectedDocumentState State, DateTimeOffset? SettledAt, IReadOnlyList<DocumentError> Errors, bool CanBeRead);

    public sealed record View(IReadOnlyList<Row> Rows, long Total, int Page, int Size)
    {
        public bool HasMore => (long)Page * Size < Total;
    }

    internal sealed class Validator : AbstractValidator<ListRejectedDocuments>
    {
        public Validator()
        {
            RuleFor(query => query.State).IsInEnum();
            RuleFor(query => query.Area).MaximumLength(LongestArea).Must(area => area?.Contains('\0') != true);
            RuleFor(query => query.Page).InclusiveBetween(1, 1_000_000);
            RuleFor(query => query.Size).InclusiveBetween(1, 200);
        }
    }

    internal sealed record Found(
        Guid Id, Guid ImportId, long Line, DateTimeOffset ReceivedAt, string? Source, string? Area, long BodyLength, bool IsComplete, string State,
        DateTimeOffset? SettledAt, string Errors);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current) : IQueryHandler<ListRejectedDocuments, View>
    {
        public async Task<View> Handle(ListRejectedDocuments query, CancellationToken cancellationToken)
        {
            var state = query.State is { } wanted ? Word<RejectedDocumentState>.Of(wanted) : null;
            var import = query.ImportId?.Value;
            var total = await db.Sql<long>(
                $"""
                select count(*) as "Value" from rejected_documents r
                where ({state}::text is null or r.state = {state}) and ({query.Area}::text is null or r.area = {query.Area})
                and ({import}::uuid is null or r.import_id = {import})
                """).SingleAsync(cancellationToken);
            var rows = await db.Sql<Found>(
                $"""
                select r.id, r.import_id, r.line, r.received_at, r.source, r.area, r.body_length, r.is_complete, r.state, r.settled_at,
                  r.errors::text as errors
                from rejected_documents r
                where ({state}::text is null or r.state = {state}) and ({query.Area}::text is null or r.area = {query.Area})
                and ({import}::uuid is null or r.import_id = {import})
                order by r.id desc limit {query.Size} offset {(query.Page - 1L) * query.Size}
                """).ToListAsync(cancellationToken);
            return new View([.. rows.Select(Out)], total, query.Page, query.Size);
        }

        private Row Out(Found row) => new(
            RejectedDocumentId.From(row.Id), Domain.CourseDocuments.ImportId.From(row.ImportId), row.Line, row.ReceivedAt, row.Source, row.Area,
            row.BodyLength, row.IsComplete, Word<RejectedDocumentState>.Parse(row.State), row.SettledAt, RejectedBody.Read(row.Errors),
            RejectedBody.IsFor(current.Viewer, row.Area));
    }
}
