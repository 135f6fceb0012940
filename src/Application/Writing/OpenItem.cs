using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>The form for something new, or for what an own area has written here: its fields as they stand, what there is to choose from, and its versions.</summary>
/// <param name="Area">Null for the first of the viewer's areas.</param>
/// <param name="Id">Null for a new one.</param>
/// <param name="PlanType">What a new plan begins from: what its type says is filled in.</param>
[Needs(Permission.SeeCourse)]
public sealed record OpenItem(CitizenId CitizenId, WrittenKind Kind, string? Area, string? Id, Language Language, string? PlanType = null) : IQuery<OpenItem.View>, IConcernsCitizen
{
    public sealed record Choice(string Value, string Label);

    /// <param name="Fields">As they were in this version.</param>
    public sealed record Version(int Number, DateTimeOffset At, string By, bool IsMine, WrittenValues Fields);

    /// <param name="Areas">The viewer's, by code.</param>
    /// <param name="Choices">Of the fields whose choices are not their own words.</param>
    /// <param name="Versions">The newest first; none of a new one.</param>
    /// <param name="Draft">What the viewer was writing in this form; null where it was saved, or never begun.</param>
    public sealed record View(
        string Area, IReadOnlyList<Choice> Areas, WrittenValues Values, IReadOnlyDictionary<FieldChoices, IReadOnlyList<Choice>> Choices,
        IReadOnlyList<Version> Versions, Draft? Draft)
    {
        public int Seen => Versions.Count > 0 ? Versions[0].Number : 0;
    }

    internal sealed record Found(int Version, string Content, DateTimeOffset WrittenAt, string By, Guid WrittenBy, bool IsRemoved, string? DraftOf);

    internal sealed record Named(string Value, string Label);

    internal sealed class Validator : AbstractValidator<OpenItem>
    {
        public Validator()
        {
            RuleFor(query => query.Kind).IsInEnum();
            RuleFor(query => query.Id).Matches("^[a-z0-9-]{1,64}$").When(query => query.Id is not null);
        }
    }

    internal sealed class Handler(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock) : IQueryHandler<OpenItem, View>
    {
        public async Task<View> Handle(OpenItem query, CancellationToken cancellationToken)
        {
            if (current.BreakGlass is not null)
            {
                throw new AccessDeniedException("access.onlyRead");
            }
            var viewer = current.Viewer;
            var draft = query.Id is null ? await db.FindDraftAsync((query.CitizenId, query.Kind, ""), viewer, cancellationToken) : null;
            var area = query.Area ?? draft?.Area ?? current.Relation.OwnAreas.Concat(viewer.Areas).FirstOrDefault();
            if (area is null || !viewer.Areas.Contains(area))
            {
                throw new AccessDeniedException("access.area");
            }
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var mask = viewer.MaskOf(file.Course, clock.Today(), reference);
            var versions = new List<Version>();
            if (query.Id is not null)
            {
                (var found, draft) = await VersionsAsync(query, area, cancellationToken);
                versions = found.ConvertAll(version => version with { Fields = version.Fields.For(mask, area) });
                if (versions.Count == 0)
                {
                    throw new AccessDeniedException();
                }
            }
            var choices = new WrittenChoices(file.Course, mask, reference, query.Language).In(area);
            // The plan that takes the place of others begins on its own page; what is one stays one.
            choices[FieldChoices.PlanTypes] = [.. choices[FieldChoices.PlanTypes].Where(one =>
                reference.PlanTypes[one.Value].ReplacesPlans == (versions.Count > 0 && reference.PlanTypes.GetValueOrDefault(versions[0].Fields.One("type"))?.ReplacesPlans == true))];
            var asked = WrittenForms.Of(query.Kind).Select(field => field.Choices).ToHashSet();
            var takesOn = asked.Contains(FieldChoices.Owners);
            choices[FieldChoices.Colleagues] = takesOn || asked.Contains(FieldChoices.Colleagues) ? await ColleaguesAsync(area, cancellationToken) : [];
            choices[FieldChoices.Owners] = takesOn ? [.. choices[FieldChoices.Colleagues], .. choices[FieldChoices.Owners]] : [];
            choices[FieldChoices.Places] = asked.Contains(FieldChoices.Places) ? await PlacesAsync(cancellationToken) : [];
            return new View(
                area, [.. viewer.Areas.Select(code => new Choice(code, reference.NameOf(code).Name))],
                versions.Count > 0 ? versions[0].Fields : New(query, area, choices, reference), choices, versions, draft?.Area == area ? draft : null);
        }

        private WrittenValues New(OpenItem query, string area, Dictionary<FieldChoices, IReadOnlyList<Choice>> choices, ReferenceSnapshot reference)
        {
            var kind = query.Kind;
            var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var field in WrittenForms.Of(kind))
            {
                var value = field.Default switch
                {
                    "today" => clock.Today().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    "me" => current.Viewer.UserId?.Value.ToString(),
                    "unit" => current.Viewer.Units.Where(unit => unit.StartsWith(area + ':', StringComparison.Ordinal)).Select(unit => unit[(area.Length + 1)..]).FirstOrDefault(),
                    // Where there is one plan, it is that one.
                    null when field is { Choices: FieldChoices.Plans, IsRequired: true } && choices[FieldChoices.Plans] is [var only] => only.Value,
                    _ => field.Default,
                };
                fields[field.Name] = value is null ? [] : [value];
            }
            var values = new WrittenValues(kind, fields);
            return kind == WrittenKind.Plan && query.PlanType is { } code && choices[FieldChoices.PlanTypes].Any(choice => choice.Value == code)
                ? OfType(values, reference.PlanTypes[code])
                : values;
        }

        /// <summary>A template of a plan is what the catalogue says of its type.</summary>
        private WrittenValues OfType(WrittenValues values, PlanType type)
        {
            var followUp = type is { NeedsFollowUp: true, FollowUpMonths: { } months } ? clock.Today().AddMonths(months) : (DateOnly?)null;
            return values.With("type", type.Code).With("title", type.Name).With("sensitivity", Word<Sensitivity>.Of(type.Sensitivity))
                .With("nextFollowUp", followUp?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }

        /// <summary>And what the viewer was writing on them: of one round trip.</summary>
        private async Task<(List<Version> Versions, Draft? Draft)> VersionsAsync(OpenItem query, string area, CancellationToken cancellationToken)
        {
            var (citizen, kind, source, user) = (query.CitizenId.Value, WrittenKinds.CollectionOf(query.Kind), ItemKey.WrittenIn(area), current.Viewer.UserId?.Value);
            var found = await db.Sql<Found>(
                $"""
                (select w.version, w.content::text as content, w.written_at, u.name as by, w.written_by, w.is_removed, null as draft_of
                from written_items w join users u on u.id = w.written_by
                where w.citizen_id = {citizen} and w.source = {source} and w.kind = {kind} and w.id = {query.Id}
                order by w.version desc limit 50)
                union all
                select d.seen, d.fields::text, d.saved_at, '', d.user_id, false, d.new_id from drafts d
                where d.user_id = {user} and d.citizen_id = {citizen} and d.kind = {kind} and d.item = {query.Id} and d.area = {area}
                """).ToListAsync(cancellationToken);
            var draft = found.Find(row => row.DraftOf is not null);
            found.RemoveAll(row => row.DraftOf is not null);
            found.Sort((one, other) => other.Version.CompareTo(one.Version));
            if (found.Count > 0 && found[0].IsRemoved)
            {
                return ([], null);
            }
            return (
                found.ConvertAll(row => new Version(
                    row.Version, row.WrittenAt, row.By, row.WrittenBy == user, WrittenValues.Of(query.Kind, JsonNode.Parse(row.Content)!.AsObject()))),
                draft is null ? null : new Draft(area, draft.DraftOf!, draft.Version, draft.WrittenAt, Drafts.Read(query.Kind, draft.Content)));
        }

        private async Task<IReadOnlyList<Choice>> ColleaguesAsync(string area, CancellationToken cancellationToken)
        {
            var found = await db.Users.WhoWorkIn(area, clock.Today())
                .OrderBy(user => user.Name).Select(user => new { user.Id, user.Name }).Take(500).ToListAsync(cancellationToken);
            return [.. found.Where(user => user.Name.Length > 0).Select(user => new Choice(user.Id.Value.ToString(), user.Name))];
        }

        private async Task<IReadOnlyList<Choice>> PlacesAsync(CancellationToken cancellationToken) =>
            [.. (await db.Sql<Named>($"select code as value, name as label from places where kind <> 'home' order by name").ToListAsync(cancellationToken))
                .Select(place => new Choice(place.Value, place.Label))];
    }
}
