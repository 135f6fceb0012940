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
        var by = current.Viewer.UserId ?? throw new AccessDeniedException("access.unknown");
        if (!current.Viewer.Areas.Contains(of.Area))
        {
            throw new AccessDeniedException("access.area");
        }
        var citizen = of.Citizen.Value;
        var facts = await db.Sql<Facts>(
            $"select given_name, family_name, birth_date, cpr_cipher as cipher from citizens where id = {citizen}").SingleOrDefaultAsync(cancellationToken)
            ?? throw new AccessDeniedException();
        var colleague = Guid.TryParse(values.One("owner"), out var owner) ? await ColleagueAsync(owner, of.Area, cancellationToken) : null;
        var source = ItemKey.WrittenIn(of.Area);
        var whole = values.KeepsSomething ? values.With(await LastAsync(of.Citizen, source, values.Kind, id, cancellationToken)) : values;
        var items = whole.Items(id);
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
            [WrittenKinds.CollectionOf(values.Kind)] = new JsonArray([.. items.Select(one => (JsonNode)one.Item)]),
        };
        if (colleague is not null)
        {
            document["contacts"] = new JsonArray(new JsonObject { ["id"] = colleague.Value.Id.ToString(), ["name"] = colleague.Value.Name, ["role"] = "Sagsbehandler" });
        }
        return new WrittenChange(
            of.Citizen, source, of.Area, by, JsonSerializer.SerializeToUtf8Bytes(document),
            [.. items.Select(one => new WrittenVersion(values.Kind, one.Id, seen, one.Item.ToJsonString()))], colleague is null ? null : UserId.From(owner));
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
