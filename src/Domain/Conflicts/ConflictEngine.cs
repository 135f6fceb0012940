using System.Runtime.InteropServices;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>What a municipality has set for one rule.</summary>
/// <param name="IsOn">A rule that is off finds nothing.</param>
/// <param name="Severity">Replaces what the rule says, except that critical findings stay critical; null keeps the rule's own.</param>
public sealed record RuleSetting(bool IsOn, Severity? Severity);

/// <summary>Asks every rule about a course. The one engine behind check, re-check, sweep and preview.</summary>
public sealed class ConflictEngine
{
    private readonly (string Key, FindConflicts Find, Severity? Severity)[] _rules;

    public ConflictEngine(IReadOnlyDictionary<string, RuleSetting>? settings = null)
    {
        _rules = [.. AllRules
            .Where(rule => settings?.GetValueOrDefault(rule.Key)?.IsOn ?? true)
            // Bound once: looking up which of 44 classes answers, for every rule of every course, took a fifteenth of judging.
            .Select(rule => (rule.Key, (FindConflicts)rule.Find, settings?.GetValueOrDefault(rule.Key)?.Severity))];
    }

    private delegate void FindConflicts(in CitizenCourse course, ref Findings findings);

    /// <summary>Every rule there is, in the order of their fingerprints.</summary>
    public static IReadOnlyList<IConflictRule> AllRules { get; } =
    [
        .. typeof(ConflictEngine).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IConflictRule)))
            .Select(type => (IConflictRule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Key + ":", StringComparer.Ordinal),
    ];

    /// <summary>The findings, ordered by fingerprint. No list is made when there are none.</summary>
    public IReadOnlyList<Finding> Judge(in CitizenCourse course) => Judge(course, out _);

    /// <param name="course">What is judged.</param>
    /// <param name="cutRules">Rules that found more than <see cref="Findings.MostOfOneRule"/>; nothing is known of the rest.</param>
    public IReadOnlyList<Finding> Judge(in CitizenCourse course, out IReadOnlyList<string> cutRules)
    {
        var findings = new Findings();
        foreach (var (key, find, severity) in _rules)
        {
            var before = findings.Count;
            findings.BeginRule();
            find(course, ref findings);
            findings.EndRule(key);
            if (severity is { } set && findings.Count > before)
            {
                Override(findings.List!, before, set);
            }
            if (findings.Count > before + 1)
            {
                CollectionsMarshal.AsSpan(findings.List)[before..].Sort(Finding.ByFingerprint);
            }
        }
        cutRules = findings.Cut;
        return findings.Items;
    }

    private static void Override(List<Finding> findings, int from, Severity severity)
    {
        for (var i = from; i < findings.Count; i++)
        {
            if (findings[i].Severity != Severity.K)
            {
                findings[i] = findings[i].With(severity);
            }
        }
    }
}
