using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Application.Writing;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.WorkLists;

/// <summary>Gives an agreement that is written here to a colleague of its area, who keeps it from now on, in place of one who has left. A new version, as any change is.</summary>
[Needs(Permission.WritePlans)]
public sealed record PassAgreement(CitizenId CitizenId, string Area, string Id, UserId From, UserId To) : ICommand<Done>, IConcernsCitizen
{
    public static readonly Refusal CausesConflict = new("handOver.causes");
    public static readonly Refusal NotOfTheArea = new("handOver.notOfTheArea");
    public static readonly Refusal NotKeptBy = new("handOver.changedMeanwhile");

    internal sealed record Found(int Version, string Content);

    internal sealed class Validator : AbstractValidator<PassAgreement>
    {
        public Validator() => RuleFor(command => command.Id).Matches("^[a-z0-9-]{1,64}$");
    }

    internal sealed class Handler(ISammenhaengDb db, ItemWriter writer, TimeProvider clock) : ICommandHandler<PassAgreement, Done>
    {
        public async Task<Result<Done>> Handle(PassAgreement command, CancellationToken cancellationToken)
        {
            var (citizen, source, kind) = (command.CitizenId.Value, ItemKey.WrittenIn(command.Area), WrittenKinds.CollectionOf(WrittenKind.Agreement));
            var found = await db.Sql<Found>(
                $"""
                select w.version, w.content::text as content from written_items w
                where w.citizen_id = {citizen} and w.source = {source} and w.kind = {kind} and w.id = {command.Id} order by w.version desc limit 1
                """).SingleOrDefaultAsync(cancellationToken) ?? throw new AccessDeniedException();
            var values = WrittenValues.Of(WrittenKind.Agreement, JsonNode.Parse(found.Content)!.AsObject());
            if (values.One("owner") != command.From.Value.ToString())
            {
                return NotKeptBy;
            }
            if (!await db.Users.WhoWorkIn(command.Area, clock.Today()).AnyAsync(one => one.Id == command.To, cancellationToken))
            {
                return NotOfTheArea;
            }
            var answer = await writer.WriteAsync(
                (command.CitizenId, command.Area), command.Id, found.Version, values.With("owner", command.To.Value.ToString()), isSeenThrough: false, cancellationToken);
            return answer.Result switch
            {
                WriteResult.Saved => Done.Value,
                WriteResult.Held => CausesConflict,
                _ => throw new StaleRevisionException(),
            };
        }
    }
}
