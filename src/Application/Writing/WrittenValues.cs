using System.Globalization;
using System.Text.Json.Nodes;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>What is wrong with what somebody wrote.</summary>
/// <param name="Field">Of the form; empty of the form as a whole.</param>
/// <param name="Code">Of the text that says it.</param>
/// <param name="Told">What is said instead, where a course document's own words say it.</param>
public sealed record FieldError(string Field, string Code, Bilingual? Told = null);

/// <summary>What stands in the fields of a form, and the items of a course document that it makes.</summary>
public sealed record WrittenValues(WrittenKind Kind, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    /// <summary>
    /// Stands in a field whose content is not shown, for it tells where somebody protected is to be found. Sent back, what stood there stays.
    /// </summary>
    public const string Kept = "=kept";

    private const int MostOfSeries = 60;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public string One(string field) => Fields.TryGetValue(field, out var values) && values.Count > 0 ? values[0].Trim() : "";

    public WrittenValues With(string field, string value) =>
        this with { Fields = new Dictionary<string, IReadOnlyList<string>>(Fields, StringComparer.Ordinal) { [field] = [value] } };

    public bool KeepsSomething => Fields.Values.Any(values => values.Contains(Kept));

    /// <summary>With what stood in the fields that were not shown.</summary>
    public WrittenValues With(WrittenValues before) => this with
    {
        Fields = Fields.ToDictionary(
            field => field.Key, field => field.Value.Contains(Kept) ? before.Fields.GetValueOrDefault(field.Key) ?? [] : field.Value, StringComparer.Ordinal),
    };

    /// <summary>Without what tells where somebody protected is.</summary>
    public WrittenValues For(CourseMask mask, string area) => this with
    {
        Fields = Fields.ToDictionary(
            field => field.Key, IReadOnlyList<string> (field) => field.Value.Any(value => IsHidden(field.Key, value, mask, area)) ? [Kept] : field.Value, StringComparer.Ordinal),
    };

    private static bool IsHidden(string field, string value, CourseMask mask, string area) => field == "place"
        ? value.Length > 0 && !mask.SeesPlace(new AppointmentItem { Area = area, Place = value })
        : mask.Text(value) != value;

    /// <summary>What can be said without the citizen's course: what is missing, and what is no date, no time or no number.</summary>
    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        foreach (var field in WrittenForms.Of(Kind))
        {
            var value = One(field.Name);
            if (value.Length == 0)
            {
                if (field.IsRequired || IsNeeded(field.Name))
                {
                    errors.Add(new FieldError(field.Name, field.Type == FieldType.Date ? "err.date.missing" : "err.missing"));
                }
            }
            else if (Fault(field, value) is { } code)
            {
                errors.Add(new FieldError(field.Name, code));
            }
        }
        if (errors.Count == 0 && Kind == WrittenKind.Appointment && Time("endAt") <= Time("startAt"))
        {
            errors.Add(new FieldError("endAt", "err.written.endBeforeStart"));
        }
        if (errors.Count == 0 && One(WrittenForms.RepeatWeeks).Length > 0 && Days().Count > MostOfSeries)
        {
            errors.Add(new FieldError(WrittenForms.RepeatUntil, "err.written.longSeries"));
        }
        return errors;
    }

    /// <summary>The items, by their ids. A series is as many appointments as it has days, so that each can be moved by itself.</summary>
    public IReadOnlyList<(string Id, JsonObject Item)> Items(string id)
    {
        if (Kind != WrittenKind.Appointment)
        {
            return [(id, Item(id))];
        }
        var days = Days();
        return [.. days.Select((day, number) => number == 0 ? (id, Appointment(id, day)) : ($"{id}-{day:yyyyMMdd}", Appointment($"{id}-{day:yyyyMMdd}", day)))];
    }

    /// <summary>The fields that an item fills.</summary>
    public static WrittenValues Of(WrittenKind kind, JsonObject item)
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in item)
        {
            fields[name] = value is JsonArray list ? [.. list.Select(Written)] : [Written(value)];
        }
        if (kind == WrittenKind.Appointment)
        {
            var (start, end) = (Local(item["start"]!.GetValue<string>()), Local(item["end"]!.GetValue<string>()));
            fields["day"] = [start.ToString("yyyy-MM-dd", Plain)];
            (fields["startAt"], fields["endAt"]) = ([start.ToString("HH:mm", Plain)], [end.ToString("HH:mm", Plain)]);
        }
        if (item["window"] is JsonObject window)
        {
            fields["days"] = [.. window["days"]!.AsArray().Select(Written)];
            (fields["startAt"], fields["endAt"]) = ([Written(window["start"])], [Written(window["end"])]);
        }
        return new WrittenValues(kind, fields);
    }

    private bool IsNeeded(string field) => Kind == WrittenKind.Restriction && One("kind") switch
    {
        "maxWeeklyHours" => field == "hours",
        "blockedDemand" => field == "demand",
        _ => field is "days" or "startAt" or "endAt",
    } || field == WrittenForms.RepeatUntil && One(WrittenForms.RepeatWeeks).Length > 0;

    private static string? Fault(WrittenField field, string value) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => value.Length > field.Most ? "err.written.long" : null,
        FieldType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", Plain, DateTimeStyles.None, out var day) && day >= AsOf.First && day <= AsOf.Last ? null : "err.date.missing",
        FieldType.Time => TimeOnly.TryParseExact(value, "HH:mm", Plain, DateTimeStyles.None, out _) ? null : "err.written.time",
        FieldType.Number => decimal.TryParse(value.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Plain, out var number)
            && field.Range is { } range && number >= range.Least && number <= range.Highest ? null : "err.number",
        FieldType.OneOf when field.Choices == FieldChoices.Words => field.Words.Contains(value) ? null : "err.missing",
        _ => null,
    };

    private JsonObject Item(string id)
    {
        var item = new JsonObject { ["id"] = id };
        foreach (var field in WrittenForms.Of(Kind).Where(field => !IsPart(field.Name)))
        {
            if (ValueOf(field) is { } value)
            {
                item[field.Name] = value;
            }
        }
        if (Kind == WrittenKind.Restriction && One("kind") == "blockedWindow")
        {
            item["window"] = new JsonObject { ["days"] = Texts(Fields["days"]), ["start"] = One("startAt"), ["end"] = One("endAt") };
        }
        if (Kind == WrittenKind.Milestone)
        {
            // Only milestones of the same key are held together, and these are nobody else's.
            item["key"] = id;
        }
        return item;
    }

    private JsonObject Appointment(string id, DateOnly day)
    {
        var item = Item(id);
        item["start"] = Instant(day, Time("startAt"));
        item["end"] = Instant(day, Time("endAt"));
        return item;
    }

    /// <summary>Of a restriction, what its kind does not use is left out.</summary>
    private JsonNode? ValueOf(WrittenField field)
    {
        var value = One(field.Name);
        if (value.Length == 0 || Kind == WrittenKind.Restriction && field.Name is "hours" or "demand" && !IsNeeded(field.Name))
        {
            return null;
        }
        return field.Type switch
        {
            FieldType.YesNo => JsonValue.Create(true),
            FieldType.Number => JsonValue.Create(decimal.Parse(value.Replace(',', '.'), Plain)),
            FieldType.SomeOf => Texts(Fields[field.Name]),
            _ => JsonValue.Create(value),
        };
    }

    private bool IsPart(string name) => name is WrittenForms.RepeatWeeks or WrittenForms.RepeatUntil or "day" or "startAt" or "endAt"
        || name == "days" && Kind == WrittenKind.Restriction;

    private List<DateOnly> Days()
    {
        var days = new List<DateOnly> { DateOnly.ParseExact(One("day"), "yyyy-MM-dd", Plain) };
        if (int.TryParse(One(WrittenForms.RepeatWeeks), NumberStyles.None, Plain, out var weeks) && weeks > 0 && One(WrittenForms.RepeatUntil).Length > 0)
        {
            var until = DateOnly.ParseExact(One(WrittenForms.RepeatUntil), "yyyy-MM-dd", Plain);
            while (days.Count <= MostOfSeries && days[^1].AddDays(7 * weeks) <= until)
            {
                days.Add(days[^1].AddDays(7 * weeks));
            }
        }
        return days;
    }

    private TimeOnly Time(string field) => TimeOnly.ParseExact(One(field), "HH:mm", Plain);

    /// <summary>The hour is the one on the wall: a series keeps it when the clocks change.</summary>
    private static string Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", Plain);
    }

    private static DateTime Local(string instant) => TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(instant, Plain), LocalTime.Zone).DateTime;

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Where(value => value.Length > 0).Distinct().Select(value => (JsonNode)value)]);

    private static string Written(JsonNode? value) => value switch
    {
        null => "",
        JsonValue one when one.TryGetValue<bool>(out var isTrue) => isTrue ? "true" : "",
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(),
    };
}
