using System.Text;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.CourseDocuments;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>One refused document with its errors; its text only for caseworkers of its area. Null when there is none with this id.</summary>
[Needs(Permission.SeeImports)]
public sealed record OpenRejectedDocument(RejectedDocumentId Id) : IQuery<OpenRejectedDocument.View?>
{
    /// <param name="Text">What was sent; null for those who may not read it.</param>
    public sealed record View(
        RejectedDocumentId Id, ImportId ImportId, long Line, DateTimeOffset ReceivedAt, string? Source, string? Area, long Length, bool IsComplete,
        RejectedDocumentState State, DateTimeOffset? SettledAt, IReadOnlyList<DocumentError> Errors, string? Text) : IShowsCitizens
    {
        public IReadOnlyCollection<CitizenId> ShownCitizens { get; init; } = [];
    }

    internal sealed class Handler(ISammenhaengDb db, ISealing sealing, ICprMarks marks, ICurrentViewer current)
        : IQueryHandler<OpenRejectedDocument, View?>
    {
        public async Task<View?> Handle(OpenRejectedDocument query, CancellationToken cancellationToken)
        {
            var document = await db.Set<RejectedDocument>().SingleOrDefaultAsync(one => one.Id == query.Id, cancellationToken);
            if (document is null)
            {
                return null;
            }
            var body = RejectedBody.IsFor(current.Viewer, document.Area) ? sealing.Open(document.Body, RejectedBody.PlaceOf(document.Id)) : null;
            return new View(
                document.Id, document.ImportId, document.Line, document.ReceivedAt, document.Source, document.Area, document.BodyLength,
                document.IsComplete, document.State, document.SettledAt, RejectedBody.Read(document.Errors),
                body is null ? null : Encoding.UTF8.GetString(body))
            {
                ShownCitizens = body is null ? [] : await CitizensOfAsync(body, cancellationToken),
            };
        }

        /// <summary>Who is shown goes into the access log, also where the document is refused for something else.</summary>
        private async Task<IReadOnlyCollection<CitizenId>> CitizensOfAsync(byte[] body, CancellationToken cancellationToken)
        {
            if (RejectedBody.FindCpr(body) is not { } cpr)
            {
                return [];
            }
            var index = await marks.OfAsync(cpr, cancellationToken);
            var found = await db.Sql<Guid>($"select id as value from citizen_ids_of({index}) id").ToListAsync(cancellationToken);
            return [.. found.Select(CitizenId.From)];
        }
    }
}
