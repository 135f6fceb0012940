using System.Globalization;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests;

/// <summary>A course being told, and what the rules say of it. Begin one with <see cref="A.Course"/>.</summary>
internal sealed partial class CourseUnderTest(DateOnly asOf, int horizonDays)
{
    private readonly List<(string A, string B, int Minutes)> _travel = [];
    private ReferenceSnapshot _reference = A.Reference;

    public CourseBuilder Rows { get; } = new() { Citizen = new CitizenFacts { BirthDate = new DateOnly(1980, 5, 17) } };

    public ReferenceSnapshot Reference => _reference;

    /// <summary>The course as rules see it.</summary>
    public CitizenCourse Build() => Rows.Build(asOf, _reference, horizonDays,
        _travel.Count == 0 ? null : new TravelTimes(_travel, _reference.Travel.DefaultMinutes, _reference.Travel.BufferMinutes));

    /// <summary>What one rule finds, in the engine's order.</summary>
    public IReadOnlyList<Finding> Findings(string rule)
    {
        var findings = new Findings();
        ConflictEngine.AllRules.Single(candidate => candidate.Key == rule).Find(Build(), ref findings);
        return [.. findings.Items.OrderBy(finding => finding.Fingerprint, StringComparer.Ordinal).ThenBy(finding => finding.SubjectKey, StringComparer.Ordinal)];
    }

    /// <summary>What one rule finds, each as its subjects and severity: <c>A1+A2 H</c>.</summary>
    public string[] Finds(string rule) =>
        [.. Findings(rule).Select(finding => finding.Fingerprint[(rule.Length + 1)..] + " " + finding.Severity)];

    /// <summary>The evidence of the only finding of a rule, as JSON.</summary>
    public string Evidence(string rule) => Findings(rule).Single().Evidence.Json;

    /// <summary>Fingerprints of all rules.</summary>
    public string[] Judge() => [.. new ConflictEngine().Judge(Build()).Select(finding => finding.Fingerprint)];

    public CourseUnderTest Citizen(
        string? born = null, string? homePlace = null, string? coordinatorDeclinedUntil = null, string? lastContactOn = null,
        int? inPersonPerWeek = null, int? inPersonPerDay = null, int? activeContacts = null, bool prefersBundledDays = false,
        Protection protection = Protection.None)
    {
        Rows.Citizen = new CitizenFacts
        {
            BirthDate = A.DayOrNone(born) ?? Rows.Citizen.BirthDate,
            Protection = protection,
            HomePlace = homePlace,
            CoordinatorDeclinedUntil = A.DayOrNone(coordinatorDeclinedUntil),
            LastContactOn = A.DayOrNone(lastContactOn),
            InPersonPerWeek = inPersonPerWeek,
            InPersonPerDay = inPersonPerDay,
            ActiveContacts = activeContacts,
            PrefersBundledDays = prefersBundledDays,
        };
        return this;
    }

    /// <summary>Minutes between two places, the same both ways.</summary>
    public CourseUnderTest Travel(string a, string b, int minutes)
    {
        _travel.Add((a, b, minutes));
        return this;
    }

    /// <summary>The municipality's limits: <c>.Limits(x => x with { SilenceDays = 30 })</c>.</summary>
    public CourseUnderTest Limits(Func<Limits, Limits> change)
    {
        _reference = A.ReferenceWith(change(_reference.Limits));
        return this;
    }

    /// <summary>Anything the other words cannot say, straight on the rows.</summary>
    public CourseUnderTest With(Action<CourseBuilder> change)
    {
        change(Rows);
        return this;
    }

    /// <summary><c>2026-10-07 13:00-14:00</c>, Danish time, as UTC; an end before the start is on the next day.</summary>
    private static (DateTime Start, DateTime End) Times(string at)
    {
        var day = at[..10];
        var start = Local(day + " " + at[11..16]);
        var end = Local(day + " " + at[17..22]);
        return (Utc(start), Utc(end <= start ? end.AddDays(1) : end));
    }

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTime Utc(DateTime local) => TimeZoneInfo.ConvertTimeToUtc(local, LocalTime.Zone);

    private static string[]? Split(string? list) => list is null ? null : list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
