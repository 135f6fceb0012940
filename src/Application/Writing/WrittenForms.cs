using System.Collections.Frozen;

namespace Sammenhaeng.Application.Writing;

/// <summary>The fields of each form, in the order in which they are filled in. What is not required is optional.</summary>
public static class WrittenForms
{
    private static readonly WrittenField OfPlan = Choice("plan", FieldChoices.Plans) with { IsRequired = true };

    private static readonly FrozenDictionary<WrittenKind, IReadOnlyList<WrittenField>> Forms = new Dictionary<WrittenKind, IReadOnlyList<WrittenField>>
    {
        [WrittenKind.Plan] =
        [
            Text("title", 200) with { IsRequired = true },
            Choice("type", FieldChoices.PlanTypes) with { IsRequired = true },
            Date("from") with { IsRequired = true, Default = "today" },
            Date("to"),
            Date("nextFollowUp"),
            Choice("owner", FieldChoices.Colleagues) with { Default = "me" },
            Words("status", "active", "draft", "active", "underReview", "completed", "cancelled"),
            Words("sensitivity", "normal", "normal", "health", "strictlyPrivate"),
            LongText("summary", 4000),
        ],
        [WrittenKind.Goal] =
        [
            OfPlan,
            LongText("text", 1000) with { IsRequired = true },
            Choice("theme", FieldChoices.Themes) with { IsRequired = true },
            Words("direction", "develop", "develop", "increase", "maintain", "limitLoss", "limit", "compensate"),
            Words("origin", "joint", "citizen", "professional", "joint"),
            Choice("parent", FieldChoices.Goals),
            Date("due"),
            Words("status", "active", "active", "achieved", "abandoned"),
            Number("attainment", -2, 2),
        ],
        [WrittenKind.Intervention] =
        [
            OfPlan,
            Text("title", 200) with { IsRequired = true },
            Choice("purposeGroup", FieldChoices.PurposeGroups) with { IsRequired = true },
            Date("from") with { IsRequired = true, Default = "today" },
            Date("to"),
            Number("weeklyHours", 0, 168),
            YesNo("obligatory"),
            Choice("goals", FieldChoices.Goals) with { Type = FieldType.SomeOf },
            Choice("demands", FieldChoices.Demands) with { Type = FieldType.SomeOf },
            Text("provider", 200),
            Words("status", "active", "planned", "active", "completed", "cancelled"),
        ],
        [WrittenKind.Appointment] =
        [
            Text("title", 200) with { IsRequired = true },
            Date("day") with { IsRequired = true },
            new("startAt", FieldType.Time) { IsRequired = true },
            new("endAt", FieldType.Time) { IsRequired = true },
            Words("mode", "inPerson", "inPerson", "homeVisit", "phone", "video"),
            Choice("place", FieldChoices.Places),
            Choice("plan", FieldChoices.Plans),
            Choice("invited", FieldChoices.Invited) with { Type = FieldType.SomeOf, Default = "citizen" },
            Words("status", "booked", "booked", "held", "missed", "cancelled"),
            YesNo("mandatory"),
            YesNo("leisure"),
            YesNo("decision"),
            Number(RepeatWeeks, 1, 12),
            Date(RepeatUntil),
        ],
        [WrittenKind.Restriction] =
        [
            Words("kind", "maxWeeklyHours", "maxWeeklyHours", "blockedDemand", "blockedWindow"),
            Number("hours", 0, 168),
            Choice("demand", FieldChoices.Demands),
            new("days", FieldType.SomeOf) { Choices = FieldChoices.Words, Words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
            new("startAt", FieldType.Time),
            new("endAt", FieldType.Time),
            Date("from") with { IsRequired = true, Default = "today" },
            Date("to"),
            LongText("statement", 500),
        ],
        [WrittenKind.Agreement] =
        [
            LongText("text", 500) with { IsRequired = true },
            Choice("owner", FieldChoices.Owners) with { Default = "me" },
            Date("due"),
            YesNo("done"),
        ],
        [WrittenKind.Milestone] =
        [
            OfPlan,
            Text("title", 200) with { IsRequired = true },
            Date("due") with { IsRequired = true },
            Words("kind", "formal", "formal", "internal"),
        ],
        [WrittenKind.Assessment] =
        [
            Choice("theme", FieldChoices.Themes) with { IsRequired = true },
            Words("scale", "FFB", "FFB", "FSIII"),
            Number("level", 0, 9) with { IsRequired = true },
            Date("date") with { IsRequired = true, Default = "today" },
            Text("unit", 100) with { IsRequired = true, Default = "unit" },
        ],
    }.ToFrozenDictionary();

    public const string RepeatWeeks = "repeatWeeks";
    public const string RepeatUntil = "repeatUntil";

    public static IReadOnlyList<WrittenField> Of(WrittenKind kind) => Forms[kind];

    private static WrittenField Text(string name, int most) => new(name, FieldType.Text) { Most = most };

    private static WrittenField LongText(string name, int most) => new(name, FieldType.LongText) { Most = most };

    private static WrittenField Date(string name) => new(name, FieldType.Date);

    private static WrittenField YesNo(string name) => new(name, FieldType.YesNo);

    private static WrittenField Number(string name, int least, int highest) => new(name, FieldType.Number) { Range = (least, highest) };

    private static WrittenField Choice(string name, FieldChoices choices) => new(name, FieldType.OneOf) { Choices = choices };

    private static WrittenField Words(string name, string otherwise, params string[] words) =>
        new(name, FieldType.OneOf) { Choices = FieldChoices.Words, Words = words, Default = otherwise, IsRequired = true };
}
