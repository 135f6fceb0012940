using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>One binding decision rests on something that another decision sets differently.</summary>
public sealed class DecisionConflictingRule : IConflictRule
{
    public string Key => "decision.conflicting";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var conditions = course.Conditions;
        if (conditions.Length < 2)
        {
            return;
        }
        var isMany = conditions.Length > EqualTexts.Few;
        var rows = isMany ? ByName(conditions) : EqualTexts.AsTheyStand(stackalloc int[conditions.Length]);
        List<Clash>? clashes = null;
        for (var i = 0; i < rows.Length && !(clashes?.Count >= Findings.MostOfOneRule); i++)
        {
            ref readonly var one = ref conditions[rows[i]];
            for (var j = i + 1; j < rows.Length; j++)
            {
                ref readonly var other = ref conditions[rows[j]];
                if (one.Name != other.Name)
                {
                    if (isMany)
                    {
                        break;
                    }
                    continue;
                }
                if (one.Sets != other.Sets && one.Value != other.Value && MeetInTime(course, one, other))
                {
                    (clashes ??= []).Add(one.Sets ? new Clash(other, one) : new Clash(one, other));
                    if (clashes.Count == Findings.MostOfOneRule)
                    {
                        break;
                    }
                }
            }
        }
        if (clashes is not null)
        {
            Add(course.Decisions, clashes, ref findings);
        }
    }

    /// <summary>What one decision requires and another sets differently.</summary>
    private readonly record struct Clash(int Requiring, int Setting, string Name, string Required, string Set) : IComparable<Clash>
    {
        public Clash(in ConditionItem required, in ConditionItem set)
            : this(required.Decision, set.Decision, required.Name, required.Value, set.Value)
        {
        }

        public int CompareTo(Clash other) =>
            Requiring != other.Requiring ? Requiring.CompareTo(other.Requiring)
            : Setting != other.Setting ? Setting.CompareTo(other.Setting)
            : Name != other.Name ? string.CompareOrdinal(Name, other.Name)
            : Required != other.Required ? string.CompareOrdinal(Required, other.Required)
            : string.CompareOrdinal(Set, other.Set);
    }

    private static int[] ByName(ReadOnlySpan<ConditionItem> conditions)
    {
        var names = new string[conditions.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = conditions[i].Name;
        }
        return EqualTexts.Order(names);
    }

    /// <summary>Two different decisions hold on a common day that is today or later.</summary>
    private static bool MeetInTime(in CitizenCourse course, in ConditionItem one, in ConditionItem other)
    {
        if (one.Decision == other.Decision || one.Decision < 0 || other.Decision < 0)
        {
            return false;
        }
        var a = course.Decisions[one.Decision].Period;
        var b = course.Decisions[other.Decision].Period;
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
