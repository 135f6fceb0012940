using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>What a municipality has set for one rule.</summary>
/// <param name="IsOn">A rule that is off finds nothing.</param>
/// <param name="Severity">Replaces what the rule says, except that critical findings stay critical; null keeps the rule's own.</param>
public sealed record RuleSetting(bool IsOn, Severity? Severity);

/// <summary>Asks every rule about a course. The one engine behind check, re-check, sweep and preview.</summary>
public sealed class ConflictEngine
{
    private static readonly IComparer<Finding> Order = Comparer<Finding>.Create(ByFingerprint);

    private readonly (IConflictRule Rule, Severity? Severity)[] _rules;

    public ConflictEngine(IReadOnlyDictionary<string, RuleSetting>? settings = null)
    {
        _rules = [.. AllRules
            .Where(rule => settings?.GetValueOrDefault(rule.Key)?.IsOn ?? true)
            .Select(rule => (rule, settings?.GetValueOrDefault(rule.Key)?.Severity))];
    }

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
        foreach (var (rule, severity) in _rules)
        {
            var before = findings.Count;
            findings.BeginRule();
            rule.Find(course, ref findings);
            findings.EndRule(rule.Key);
            if (severity is { } set && findings.Count > before)
            {
                Override(findings.List!, before, set);
            }
            if (findings.Count > before + 1)
            {
                findings.List!.Sort(before, findings.Count - before, Order);
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

    /// <summary>
    /// Among the findings of one rule. Most differ in their first id, and then nothing need be joined to see it; where one id begins
    /// with the other, what joins the ids decides.
    /// </summary>
    private static int ByFingerprint(Finding a, Finding b)
    {
        var (first, second) = (a.Subjects[0].Id, b.Subjects[0].Id);
        var length = Math.Min(first.Length, second.Length);
        var byFirst = string.CompareOrdinal(first, 0, second, 0, length);
        if (byFirst != 0)
        {
            return byFirst;
        }
        var byFingerprint = string.CompareOrdinal(a.Fingerprint, b.Fingerprint);
        return byFingerprint != 0 ? byFingerprint : string.CompareOrdinal(a.SubjectKey, b.SubjectKey);
    }
}
