using System.Globalization;
using System.Text;
using System.Text.Json;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>What a viewer may know about the subjects of a conflict. The one place where masking decides what a text can say.</summary>
public interface ISubjectNames
{
    /// <summary>The subject's title, or null when this viewer may not see it.</summary>
    string? TitleOf(Subject subject, Language language);

    /// <summary>Whether this viewer may know where the subject is: what a journey takes tells it.</summary>
    bool ShowsPlaceOf(Subject subject);

    /// <summary>The everyday name of a code, such as an area, a theme or a purpose group.</summary>
    string NameOf(string kind, string code, Language language);
}

/// <summary>
/// Makes a conflict's texts for one viewer from its rule's templates and its evidence.
/// <c>{name}</c> is an evidence fact, a number or a text as it stands; <c>{a}</c>, <c>{b}</c> … are the titles of the first, second …
/// subject, <c>{all}</c> all of them. What else a fact is follows it: <c>{start:time}</c> 13.00, <c>{start:day}</c> onsdag 7. oktober,
/// <c>{due:date}</c> 7. oktober 2026, <c>{week:week}</c> uge 41; <c>{x:area}</c>, <c>{x:theme}</c> and other kinds of code by their names.
/// </summary>
public sealed class ConflictTexts(ISubjectNames names, Language language)
{
    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] TimesAndDates = ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd"];

    private CultureInfo Culture => language == Language.Da ? Danish : English;

    /// <summary>
    /// True when the viewer may see every subject, and the restriction whose hours the text tells, and where the meetings are whose
    /// journey it tells, if it does.
    /// </summary>
    public bool SeesAll(IReadOnlyList<Subject> subjects, string evidence)
    {
        using var facts = JsonDocument.Parse(evidence);
        return SeesAll(subjects, facts.RootElement);
    }

    private bool SeesAll(IReadOnlyList<Subject> subjects, JsonElement facts) =>
        subjects.All(subject => names.TitleOf(subject, language) is not null)
        && (!facts.TryGetProperty("restriction", out var restriction) || names.TitleOf(Named(SubjectKind.Restriction, restriction), language) is not null)
        && (!facts.TryGetProperty("neededMinutes", out _) || TellsTheJourney(subjects, facts));

    private bool TellsTheJourney(IReadOnlyList<Subject> subjects, JsonElement facts) =>
        subjects.Where(subject => subject.Kind == SubjectKind.Appointment).All(names.ShowsPlaceOf)
        && (!facts.TryGetProperty("other", out var other) || names.ShowsPlaceOf(Named(SubjectKind.Appointment, other)));

    private static Subject Named(SubjectKind kind, JsonElement fact)
    {
        var reference = fact.GetString() ?? "";
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return new Subject(kind, reference[(colon + 1)..], colon < 0 ? null : reference[..colon]);
    }

    public string Title(string rule) => RuleText.Of(rule).Title.In(language);

    public string Explanation(string rule, IReadOnlyList<Subject> subjects, string evidence)
    {
        var text = RuleText.Of(rule);
        using var facts = JsonDocument.Parse(evidence);
        var (usual, cases) = SeesAll(subjects, facts.RootElement) ? (text.Explanation, text.Cases) : (text.Masked, text.MaskedCases);
        var template = facts.RootElement.TryGetProperty("case", out var which) ? cases.GetValueOrDefault(which.GetString() ?? "", usual) : usual;
        return Fill(template.In(language), subjects, facts.RootElement);
    }

    public string Why(string rule) => RuleText.Of(rule).Why.In(language);

    /// <summary>Ways out; those that need a fact the viewer may not see are left out.</summary>
    public IReadOnlyList<string> WaysOut(string rule, IReadOnlyList<Subject> subjects, string evidence)
    {
        using var facts = JsonDocument.Parse(evidence);
        var seesAll = SeesAll(subjects, facts.RootElement);
        return [.. RuleText.Of(rule).WaysOut
            .Select(way => way.In(language))
            .Where(way => seesAll || !way.Contains('{', StringComparison.Ordinal))
            .Select(way => Fill(way, subjects, facts.RootElement))];
    }

    private string Fill(string template, IReadOnlyList<Subject> subjects, JsonElement facts)
    {
        var result = new StringBuilder(template.Length + 64);
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is var open and >= 0)
        {
            var close = open + rest[open..].IndexOf('}');
            result.Append(rest[..open]);
            result.Append(Value(rest[(open + 1)..close].ToString(), subjects, facts));
            rest = rest[(close + 1)..];
        }
        return Sentence(result.Append(rest).ToString());
    }

    private string Value(string placeholder, IReadOnlyList<Subject> subjects, JsonElement facts)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? placeholder : placeholder[..colon];
        var format = colon < 0 ? "" : placeholder[(colon + 1)..];
        if (name == "all")
        {
            return Join([.. subjects.Select(TitleOrMask)]);
        }
        if (name.Length == 1 && name[0] is >= 'a' and <= 'd')
        {
            return TitleOrMask(subjects[name[0] - 'a']);
        }
        return facts.TryGetProperty(name, out var fact) ? Format(fact, format) : "–";
    }

    private string TitleOrMask(Subject subject) => names.TitleOf(subject, language) is { } title
        ? title
        : names.NameOf("hidden", subject.Kind.ToString(), language);

    private string Format(JsonElement fact, string format) => fact.ValueKind switch
    {
        JsonValueKind.Array => Join([.. fact.EnumerateArray().Select(one => Format(one, format))]),
        JsonValueKind.Number => fact.GetDecimal().ToString("0.##", Culture),
        JsonValueKind.String => FormatText(fact.GetString()!, format),
        JsonValueKind.True => language == Language.Da ? "ja" : "yes",
        JsonValueKind.False => language == Language.Da ? "nej" : "no",
        _ => "–",
    };

    /// <summary>By what the template says the fact is, never by how it looks: free text of a document may look like anything.</summary>
    private string FormatText(string value, string format) => format switch
    {
        "" => value,
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Date(date) : value,
        "day" => TimeOf(value) is { } time ? Day(time) : value,
        "time" => TimeOf(value) is { } time ? time.ToString(language == Language.Da ? "H.mm" : "H:mm", CultureInfo.InvariantCulture) : value,
        "week" => IsoWeek.TryParse(value, out var week) ? (language == Language.Da ? "uge " : "week ") + week.Number.ToString(Culture) : value,
        _ => names.NameOf(format, value, language),
    };

    private static DateTime? TimeOf(string value) =>
        DateTime.TryParseExact(value, TimesAndDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private string Date(DateOnly date) => date.ToString(language == Language.Da ? "d. MMMM yyyy" : "d MMMM yyyy", Culture);

    private string Day(DateTime time) => time.ToString(language == Language.Da ? "dddd d. MMMM" : "dddd d MMMM", Culture);

    private string Join(string[] parts) => parts.Length switch
    {
        0 => "–",
        1 => parts[0],
        _ => string.Join(", ", parts[..^1]) + (language == Language.Da ? " og " : " and ") + parts[^1],
    };

    /// <summary>A sentence that begins with a masked name or a weekday still begins with a capital.</summary>
    private string Sentence(string text) =>
        text.Length == 0 || char.IsUpper(text[0]) ? text : char.ToUpper(text[0], Culture) + text[1..];
}
