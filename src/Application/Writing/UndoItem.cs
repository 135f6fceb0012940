using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.HolisticPlans;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Writing;

/// <summary>
/// Takes back one's own latest change: the version before it is written anew, and something new leaves the course, or, of a plan, is
/// cancelled. Not where somebody has written since, nor where something is built on what would leave.
/// </summary>
/// <param name="Seen">The version that is taken back.</param>
[Needs(Permission.WritePlans)]
public sealed record UndoItem(CitizenId CitizenId, WrittenKind Kind, string Area, string Id, int Seen) : ICommand<Done>, IConcernsCitizen
{
    public static readonly Refusal NotYours = new("written.notYours");
    public static readonly Refusal BuiltOn = new("written.builtOn");

    internal sealed record Found(int Version, string Content, Guid WrittenBy);

    internal sealed class Handler(ISammenhaengDb db, WrittenDocuments documents, LockedPlans locked, IWrittenItems items, ICurrentViewer current) : ICommandHandler<UndoItem, Done>
    {
        public async Task<Result<Done>> Handle(UndoItem command, CancellationToken cancellationToken)
        {
            var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
            if (!current.Viewer.Areas.Contains(command.Area))
            {
                throw new AccessDeniedException("access.area");
            }
            var (citizen, kind, source) = (command.CitizenId.Value, WrittenKinds.CollectionOf(command.Kind), ItemKey.WrittenIn(command.Area));
            var found = await db.Sql<Found>(
                $"""
                select w.version, w.content::text as content, w.written_by from written_items w
                where w.citizen_id = {citizen} and w.source = {source} and w.kind = {kind} and w.id = {command.Id} order by w.version desc limit 2
                """).ToListAsync(cancellationToken);
            if (found.Count == 0)
            {
                throw new AccessDeniedException();
            }
            if (found[0].Version != command.Seen)
            {
                throw new StaleRevisionException();
            }
            if (found[0].WrittenBy != by.Value)
            {
                return NotYours;
            }
            var back = found.Count == 1 ? null : WrittenValues.Of(command.Kind, JsonNode.Parse(found[^1].Content)!.AsObject());
            if (await locked.RefusalAsync((command.CitizenId, command.Area), command.Kind, command.Id, back, cancellationToken) is { } refusal)
            {
                return refusal;
            }
            return await UndoAsync(command, found, cancellationToken) switch
            {
                WriteResult.Saved => Done.Value,
                WriteResult.Held => BuiltOn,
                _ => throw new StaleRevisionException(),
            };
        }

        private async Task<WriteResult> UndoAsync(UndoItem command, List<Found> found, CancellationToken cancellationToken)
        {
            if (found.Count == 1 && command.Kind != WrittenKind.Plan)
            {
                return await items.RemoveAsync(new WrittenItem(command.CitizenId, command.Area, command.Kind, command.Id), current.Viewer.UserId!.Value, cancellationToken);
            }
            var item = JsonNode.Parse(found[^1].Content)!.AsObject();
            if (found.Count == 1)
            {
                // A plan that has been is a plan that was; it goes on to be told of as cancelled.
                item["status"] = "cancelled";
            }
            var change = await documents.MakeAsync(
                (command.CitizenId, command.Area), command.Id, command.Seen, WrittenValues.Of(command.Kind, item), cancellationToken);
            return (await items.WriteAsync(change, holds: null, cancellationToken))?.Result ?? throw new AccessDeniedException();
        }
    }
}
