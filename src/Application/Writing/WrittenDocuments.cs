using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Writing;

/// <summary>Makes a course document of what stands in a form, so that writing and sending are judged and kept alike.</summary>
internal sealed class WrittenDocuments(ISammenhaengDb db, ICprProtection protection, ICurrentViewer current, TimeProvider clock)
{
    private sealed record Facts(string GivenName, string FamilyName, DateOnly BirthDate, byte[] Cipher);

    /// <param name="of">Whom, and in which of the viewer's areas.</param>
    /// <param name="id">Of the item; a new one's is made by the form, so that sending it twice makes one.</param>
    /// <param name="seen">The version that was changed; 0 of a new one.</param>
    /// <param name="values">That hold by themselves.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WrittenChange> MakeAsync((CitizenId Citizen, string Area) of, string id, int seen, WrittenValues values, CancellationToken cancellationToken)
    {
        CheckArea(of.Area);
        var colleague = Guid.TryParse(values.One("owner"), out var owner) ? await ColleagueAsync(owner, of.Area, cancellationToken) : null;
        var whole = values.KeepsSomething ? values.With(await LastAsync(of.Citizen, ItemKey.WrittenIn(of.Area), values.Kind, id, cancellationToken)) : values;
        return await MakeAsync(
            of, [.. whole.Items(id).Select(one => new WrittenContent(values.Kind, one.Id, one.Item, seen))],
            colleague is { } one ? (UserId.From(one.Id), one.Name) : null, cancellationToken);
    }

    /// <summary>Several items of whatever kinds, as they are to stand in the course.</summary>
    /// <param name="owner">Who of the area owns one of them, as a contact of the source.</param>
    public async Task<WrittenChange> MakeAsync(
        (CitizenId Citizen, string Area) of, IReadOnlyList<WrittenContent> items, (UserId Id, string Name)? owner, CancellationToken cancellationToken)
    {
        var by = CheckArea(of.Area);
        var (citizen, source) = (of.Citizen.Value, ItemKey.WrittenIn(of.Area));
        var facts = await db.Sql<Facts>(
            $"select given_name, family_name, birth_date, cpr_cipher as cipher from citizens where id = {citizen}").SingleOrDefaultAsync(cancellationToken)
            ?? throw new AccessDeniedException();
        var document = new JsonObject
        {
            ["documentVersion"] = 1,
            ["source"] = source,
            ["area"] = of.Area,
            ["exportedAt"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["mode"] = "patch",
            ["citizen"] = new JsonObject
            {
                ["cpr"] = protection.Decrypt(facts.Cipher, of.Citizen).Digits,
                ["givenName"] = facts.GivenName,
                ["familyName"] = facts.FamilyName,
                ["birthDate"] = facts.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        };
        foreach (var kind in items.GroupBy(item => item.Kind))
        {
            document[WrittenKinds.CollectionOf(kind.Key)] = new JsonArray([.. kind.Select(one => (JsonNode)one.Item)]);
        }
        if (owner is { } colleague)
        {
            document["contacts"] = new JsonArray(new JsonObject { ["id"] = colleague.Id.Value.ToString(), ["name"] = colleague.Name, ["role"] = "Sagsbehandler" });
        }
        return new WrittenChange(
            of.Citizen, source, of.Area, by, JsonSerializer.SerializeToUtf8Bytes(document),
            [.. items.Select(one => new WrittenVersion(one.Kind, one.Id, one.Seen, one.Item.ToJsonString()))], owner?.Id);
    }

    private UserId CheckArea(string area)
    {
        var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
        return current.Viewer.Areas.Contains(area) ? by : throw new AccessDeniedException("access.area");
    }

    /// <summary>The field of the form that an error of the document is about.</summary>
    public static FieldError FieldOf(DocumentError error, WrittenKind kind)
    {
        var parts = error.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = parts.Length > 2 && parts[0] == WrittenKinds.CollectionOf(kind) ? parts[2] : "";
        name = (kind, name) switch
        {
            (WrittenKind.Appointment, "start") => "day",
            (WrittenKind.Appointment, "end") => "endAt",
            (_, "window") => "days",
            _ => name,
        };
        return new FieldError(WrittenForms.Of(kind).Any(field => field.Name == name) ? name : "", error.Code, error.Message);
    }

    private async Task<WrittenValues> LastAsync(CitizenId of, string source, WrittenKind what, string id, CancellationToken cancellationToken)
    {
        var (citizen, kind) = (of.Value, WrittenKinds.CollectionOf(what));
        var content = await db.Sql<string>(
            $"""
            select w.content::text as "Value" from written_items w
            where w.citizen_id = {citizen} and w.source = {source} and w.kind = {kind} and w.id = {id} order by w.version desc limit 1
            """).ToListAsync(cancellationToken);
        return content.Count == 0 ? throw new AccessDeniedException() : WrittenValues.Of(what, JsonNode.Parse(content[0])!.AsObject());
    }

    /// <summary>Somebody who works in the area today. What others are there is not told by trying.</summary>
    private async Task<(Guid Id, string Name)?> ColleagueAsync(Guid user, string area, CancellationToken cancellationToken)
    {
        var id = UserId.From(user);
        var name = await db.Users.WhoWorkIn(area, clock.Today()).Where(one => one.Id == id).Select(one => one.Name).SingleOrDefaultAsync(cancellationToken);
        return name is null ? throw new AccessDeniedException() : (user, name);
    }
}
