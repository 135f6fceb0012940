using System.Runtime.InteropServices;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>One binding decision rests on something that another decision sets differently.</summary>
public sealed class DecisionConflictingRule : IConflictRule
{
    /// <summary>So few are compared all with all, without allocating.</summary>
    private const int Few = 256;

    public string Key => "decision.conflicting";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var conditions = course.Conditions;
        if (conditions.Length < 2)
        {
            return;
        }
        var clashes = conditions.Length > Few ? AmongMany(course) : AmongFew(course);
        if (clashes is not null)
        {
            Add(course.Decisions, clashes, ref findings);
        }
    }

    private static List<Clash>? AmongFew(in CitizenCourse course)
    {
        List<Clash>? clashes = null;
        foreach (ref readonly var required in course.Conditions)
        {
            if (required.Sets)
            {
                continue;
            }
            foreach (ref readonly var set in course.Conditions)
            {
                if (set.Sets && set.Name == required.Name && set.Value != required.Value && MeetInTime(course, required.Decision, set.Decision))
                {
                    (clashes ??= []).Add(new Clash(required.Decision, set.Decision, required.Name, required.Value, set.Value));
                }
            }
        }
        return clashes;
    }

    /// <summary>What is set, by name and value, so that a requirement is compared only with other values of its name.</summary>
    private static List<Clash>? AmongMany(in CitizenCourse course)
    {
        var byName = new Dictionary<string, Dictionary<string, List<int>>>(StringComparer.Ordinal);
        foreach (ref readonly var set in course.Conditions)
        {
            if (set.Sets)
            {
                ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(byName, set.Name, out _);
                ref var decisions = ref CollectionsMarshal.GetValueRefOrAddDefault(values ??= new(StringComparer.Ordinal), set.Value, out _);
                (decisions ??= []).Add(set.Decision);
            }
        }
        List<Clash>? clashes = null;
        foreach (ref readonly var required in course.Conditions)
        {
            if (required.Sets || !byName.TryGetValue(required.Name, out var values))
            {
                continue;
            }
            foreach (var (value, decisions) in values)
            {
                foreach (var decision in value == required.Value ? [] : decisions)
                {
                    if (MeetInTime(course, required.Decision, decision))
                    {
                        (clashes ??= []).Add(new Clash(required.Decision, decision, required.Name, required.Value, value));
                        if (clashes.Count >= 10 * Findings.MostOfOneRule)
                        {
                            return clashes;
                        }
                    }
                }
            }
        }
        return clashes;
    }

    /// <summary>What one decision requires and another sets differently.</summary>
    private readonly record struct Clash(int Requiring, int Setting, string Name, string Required, string Set) : IComparable<Clash>
    {
        public int CompareTo(Clash other) =>
            Requiring != other.Requiring ? Requiring.CompareTo(other.Requiring)
            : Setting != other.Setting ? Setting.CompareTo(other.Setting)
            : Name != other.Name ? string.CompareOrdinal(Name, other.Name)
            : Required != other.Required ? string.CompareOrdinal(Required, other.Required)
            : string.CompareOrdinal(Set, other.Set);
    }

    /// <summary>Two different decisions hold on a common day that is today or later.</summary>
    private static bool MeetInTime(in CitizenCourse course, int one, int other)
    {
        if (one == other || one < 0 || other < 0)
        {
            return false;
        }
        var a = course.Decisions[one].Period;
        var b = course.Decisions[other].Period;
        return a.Overlaps(b) && a.To >= course.AsOf && b.To >= course.AsOf;
    }

    /// <summary>One finding for each pair of decisions, told by the first thing they differ about.</summary>
    private void Add(ReadOnlySpan<DecisionItem> decisions, List<Clash> clashes, ref Findings findings)
    {
        clashes.Sort();
        for (var i = 0; i < clashes.Count; i++)
        {
            var clash = clashes[i];
            if (i > 0 && clashes[i - 1].Requiring == clash.Requiring && clashes[i - 1].Setting == clash.Setting)
            {
                continue;
            }
            ref readonly var a = ref decisions[clash.Requiring];
            ref readonly var b = ref decisions[clash.Setting];
            findings.Add(Finding.Towards(Key, Severity.H,
                Evidence.Of(("key", clash.Name), ("required", clash.Required), ("set", clash.Set),
                    ("from", a.Period.From > b.Period.From ? a.Period.From : b.Period.From)),
                Subject.Of(SubjectKind.Decision, a.Key),
                Subject.Of(SubjectKind.Decision, b.Key)));
        }
    }
}
