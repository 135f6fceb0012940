using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Jobs;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Writing;

/// <summary>What somebody was writing and has not saved. It is there again on whatever machine they go on, and for nobody else.</summary>
/// <param name="NewId">Of something new: what is saved in the end is the one that was begun.</param>
/// <param name="Seen">The version it was begun on.</param>
public sealed record Draft(string Area, string NewId, int Seen, DateTimeOffset SavedAt, WrittenValues Values);

/// <summary>It is saved, or not wanted.</summary>
[Needs(Permission.WritePlans)]
public sealed record DropDraft(CitizenId CitizenId, WrittenKind Kind, string? Item) : ICommand<Done>, IConcernsCitizen
{
    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current) : ICommandHandler<DropDraft, Done>
    {
        public async Task<Result<Done>> Handle(DropDraft command, CancellationToken cancellationToken)
        {
            await db.DropDraftAsync((command.CitizenId, command.Kind, command.Item ?? ""), current.Viewer, cancellationToken);
            return Done.Value;
        }
    }
}

internal static class Drafts
{
    internal sealed record Found(string Area, string NewId, int Seen, string Fields, DateTimeOffset SavedAt);

    public static async Task<Draft?> FindDraftAsync(
        this ISammenhaengDb db, (CitizenId Citizen, WrittenKind Kind, string Item) of, Viewer viewer, CancellationToken cancellationToken)
    {
        var (user, citizen, kind) = (viewer.UserId?.Value, of.Citizen.Value, WrittenKinds.CollectionOf(of.Kind));
        var found = await db.Sql<Found>(
            $"""
            select area, new_id, seen, fields::text as fields, saved_at from drafts
            where user_id = {user} and citizen_id = {citizen} and kind = {kind} and item = {of.Item}
            """).SingleOrDefaultAsync(cancellationToken);
        return found is null || !viewer.Areas.Contains(found.Area) ? null : new Draft(
            found.Area, found.NewId, found.Seen, found.SavedAt, Read(of.Kind, found.Fields));
    }

    public static WrittenValues Read(WrittenKind kind, string fields) => new(
        kind, JsonSerializer.Deserialize<Dictionary<string, string[]>>(fields)!.ToDictionary(field => field.Key, IReadOnlyList<string> (field) => field.Value, StringComparer.Ordinal));

    public static async Task KeepDraftAsync(this ISammenhaengDb db, CheckItem written, Viewer viewer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (user, citizen, kind, item) = (viewer.UserId!.Value.Value, written.CitizenId.Value, WrittenKinds.CollectionOf(written.Values.Kind), written.Item ?? "");
        var fields = JsonSerializer.Serialize(written.Values.Fields);
        await db.Sql<int>(
            $"""
            insert into drafts (user_id, citizen_id, kind, item, area, new_id, seen, fields, saved_at)
            values ({user}, {citizen}, {kind}, {item}, {written.Area}, {written.Id}, {written.Seen}, {fields}::jsonb, {now})
            on conflict (user_id, citizen_id, kind, item) do update
            set area = excluded.area, new_id = excluded.new_id, seen = excluded.seen, fields = excluded.fields, saved_at = excluded.saved_at
            returning 1 as "Value"
            """).ToListAsync(cancellationToken);
    }

    public static async Task DropDraftAsync(
        this ISammenhaengDb db, (CitizenId Citizen, WrittenKind Kind, string Item) of, Viewer viewer, CancellationToken cancellationToken)
    {
        var (user, citizen, kind) = (viewer.UserId?.Value, of.Citizen.Value, WrittenKinds.CollectionOf(of.Kind));
        await db.Sql<int>(
            $"""delete from drafts where user_id = {user} and citizen_id = {citizen} and kind = {kind} and item = {of.Item} returning 1 as "Value" """).ToListAsync(cancellationToken);
    }
}

/// <summary>What nobody has gone on with for a month is nobody's any more.</summary>
[Needs(Permission.PassDays)]
public sealed record ForgetDrafts : ICommand<int>
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    internal sealed class Handler(ISammenhaengDb db, TimeProvider clock) : ICommandHandler<ForgetDrafts, int>
    {
        public async Task<Result<int>> Handle(ForgetDrafts command, CancellationToken cancellationToken)
        {
            var oldest = clock.GetUtcNow() - Kept;
            return (await db.Sql<int>($"""delete from drafts where saved_at < {oldest} returning 1 as "Value" """).ToListAsync(cancellationToken)).Count;
        }
    }
}

public sealed class ForgetDraftsJob(ISender sender, IJobRuns runs, TimeProvider clock)
{
    public const string Name = "forget-drafts";

    public Task RunAsync(CancellationToken cancellationToken) => runs.RunOnceAsync(
        Name, clock.Today(), async stopping => $"{(await sender.Send(new ForgetDrafts(), stopping)).Value} drafts", cancellationToken);
}
