using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>One binding decision rests on something that another decision sets differently.</summary>
public sealed class DecisionConflictingRule : IConflictRule
{
    private static readonly Clash None = new(-1, -1);

    public string Key => "decision.conflicting";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var conditions = course.Conditions;
        if (conditions.Length < 2 || !HasBoth(conditions))
        {
            return;
        }
        var rented = conditions.Length > PairKeys.Few ? ArrayPool<long>.Shared.Rent(conditions.Length) : null;
        Span<long> sets = rented is null ? stackalloc long[PairKeys.Few] : rented;
        sets = sets[..WhatIsSet(conditions, sets)];
        Clash[]? clashes = null;
        for (var decision = 0; decision < course.Decisions.Length && !findings.IsFull; decision++)
        {
            if (course.Decisions[decision].ConditionCount > 0 && Compare(course, decision, sets, ref clashes))
            {
                Add(course, decision, clashes.AsSpan(0, course.Decisions.Length), ref findings);
            }
        }
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
        if (clashes is not null)
        {
            ArrayPool<Clash>.Shared.Return(clashes);
        }
    }

    private static bool HasBoth(ReadOnlySpan<ConditionItem> conditions)
    {
        foreach (ref readonly var condition in conditions)
        {
            if (condition.Sets != conditions[0].Sets)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>By name, so that a requirement is compared only with what is set under its name.</summary>
    private static int WhatIsSet(ReadOnlySpan<ConditionItem> conditions, Span<long> sets)
    {
        var count = 0;
        for (var i = 0; i < conditions.Length; i++)
        {
            if (conditions[i].Sets)
            {
                sets[count++] = PairKeys.Of(i, PairKeys.Hash(conditions[i].Name));
            }
        }
        sets[..count].Sort();
        return count;
    }

    /// <summary>Rows of a requirement and of what is set otherwise.</summary>
    private readonly record struct Clash(int Required, int Set);

    /// <summary>
    /// Notes for each decision that sets something this one cannot stand the first thing they differ about, by name and values; one
    /// decision may clash with another in thousands of ways. False when there is none.
    /// </summary>
    private static bool Compare(in CitizenCourse course, int decision, ReadOnlySpan<long> sets, ref Clash[]? clashes)
    {
        var conditions = course.Conditions;
        var any = false;
        var end = course.Decisions[decision].FirstCondition + course.Decisions[decision].ConditionCount;
        for (var i = course.Decisions[decision].FirstCondition; i < end; i++)
        {
            if (conditions[i].Sets)
            {
                continue;
            }
            var hash = PairKeys.Hash(conditions[i].Name);
            for (var k = PairKeys.First(sets, hash); k < sets.Length && PairKeys.MayPair(sets[k], PairKeys.Of(0, hash)); k++)
            {
                var clash = new Clash(i, PairKeys.Row(sets[k]));
                ref readonly var set = ref conditions[clash.Set];
                if (set.Value == conditions[i].Value || set.Name != conditions[i].Name || !MeetInTime(course, decision, set.Decision))
                {
                    continue;
                }
                any = true;
                clashes ??= Rent(course.Decisions.Length);
                ref var first = ref clashes[set.Decision];
                first = first == None || Order(conditions, clash, first) < 0 ? clash : first;
            }
        }
        return any;
    }

    private static Clash[] Rent(int decisions)
    {
        var clashes = ArrayPool<Clash>.Shared.Rent(decisions);
        Array.Fill(clashes, None, 0, decisions);
        return clashes;
    }

    private static int Order(ReadOnlySpan<ConditionItem> conditions, Clash a, Clash b) =>
        string.CompareOrdinal(conditions[a.Required].Name, conditions[b.Required].Name) is not 0 and var byName ? byName
        : string.CompareOrdinal(conditions[a.Required].Value, conditions[b.Required].Value) is not 0 and var byRequired ? byRequired
        : string.CompareOrdinal(conditions[a.Set].Value, conditions[b.Set].Value);

    /// <summary>Two different decisions hold on a common day that is today or later.</summary>
    private static bool MeetInTime(in CitizenCourse course, int one, int other)
    {
        if (one == other || other < 0)
        {
            return false;
        }
        var a = course.Decisions[one].Period;
        var b = course.Decisions[other].Period;
        return a.Overlaps(b) && a.To >= course.AsOf && b.To >= course.AsOf;
    }

    /// <summary>One finding for each decision it clashes with; the notes are cleared for the next.</summary>
    private void Add(in CitizenCourse course, int decision, Span<Clash> clashes, ref Findings findings)
    {
        for (var other = 0; other < clashes.Length; other++)
        {
            var clash = clashes[other];
            clashes[other] = None;
            if (clash != None && !findings.IsFull)
            {
                findings.Add(Conflicting(course, decision, other, clash));
            }
        }
    }

    private Finding Conflicting(in CitizenCourse course, int requiring, int setting, Clash clash)
    {
        ref readonly var a = ref course.Decisions[requiring];
        ref readonly var b = ref course.Decisions[setting];
        return Finding.Towards(Key, Severity.H,
            Evidence.Of(
                ("key", course.Conditions[clash.Required].Name),
                ("required", course.Conditions[clash.Required].Value),
                ("set", course.Conditions[clash.Set].Value),
                ("from", a.Period.From > b.Period.From ? a.Period.From : b.Period.From)),
            Subject.Of(SubjectKind.Decision, a.Key),
            Subject.Of(SubjectKind.Decision, b.Key));
    }
}
