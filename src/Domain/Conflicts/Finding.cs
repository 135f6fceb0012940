using System.Globalization;
using System.Runtime.CompilerServices;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>How serious a conflict is: K critical, H high, M medium, L low.</summary>
public enum Severity : byte { L, M, H, K }

/// <summary>What kind of thing a conflict is about.</summary>
public enum SubjectKind : byte
{
    Appointment, Plan, Goal, Intervention, Restriction, Contact, Citizen, Week, Date, Consent, Person, Area,
    PowerOfAttorney, Assessment, Decision, Agreement, Milestone,
}

/// <summary>One thing a conflict is about, by its external id; weeks, dates, areas and the citizen have no source.</summary>
public readonly record struct Subject(SubjectKind Kind, string Id, string? Source = null)
{
    public static Subject Citizen { get; } = new(SubjectKind.Citizen, "citizen");

    public static Subject Of(SubjectKind kind, ItemKey key) => new(kind, key.Id, key.Source);

    public static Subject Of(DateOnly day) => new(SubjectKind.Date, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

/// <summary>What one rule says about one citizen's course: subjects in order, severity, and the facts compared.</summary>
public sealed class Finding
{
    private readonly char _separator;
    private readonly Subject[] _subjects;
    private string? _fingerprint;
    private string? _subjectKey;

    private Finding(string rule, Severity severity, char separator, Subject[] subjects, Evidence evidence)
    {
        Rule = rule;
        Severity = severity;
        _separator = separator;
        _subjects = subjects;
        Evidence = evidence;
    }

    public string Rule { get; }

    public Severity Severity { get; }

    public IReadOnlyList<Subject> Subjects => _subjects;

    public Evidence Evidence { get; }

    /// <summary>What people and scripts read: <c>key:subjects</c> with bare external ids.</summary>
    public string Fingerprint => _fingerprint ??= Joined(Rule + ":", withSources: false);

    /// <summary>With sources; unique per citizen and rule.</summary>
    public string SubjectKey => _subjectKey ??= Joined("", withSources: true);

    /// <summary>Two or more things of equal standing (<c>a+b</c>), ordered by id, then source.</summary>
    public static Finding Between(string rule, Severity severity, Evidence evidence, params Subject[] subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        if (subjects.Length == 2)
        {
            // Nearly always: sorting two takes ten times as long as looking at them.
            if (ById(subjects[0], subjects[1]) > 0)
            {
                (subjects[0], subjects[1]) = (subjects[1], subjects[0]);
            }
        }
        else
        {
            Array.Sort(subjects, ById);
        }
        return new Finding(rule, severity, '+', subjects, evidence);
    }

    /// <summary>One thing towards another (<c>a&gt;b</c>).</summary>
    public static Finding Towards(string rule, Severity severity, Evidence evidence, Subject from, Subject to) =>
        new(rule, severity, '>', [from, to], evidence);

    /// <summary>A thing against what limits it (<c>a/r</c>).</summary>
    public static Finding Against(string rule, Severity severity, Evidence evidence, Subject item, Subject limit) =>
        new(rule, severity, '/', [item, limit], evidence);

    /// <summary>One thing alone.</summary>
    public static Finding Of(string rule, Severity severity, Evidence evidence, Subject subject) =>
        new(rule, severity, '+', [subject], evidence);

    /// <summary>The same finding with the severity a municipality has set for the rule.</summary>
    public Finding With(Severity severity) =>
        severity == Severity ? this : new Finding(Rule, severity, _separator, _subjects, Evidence);

    private static int ById(Subject a, Subject b)
    {
        var byId = string.CompareOrdinal(a.Id, b.Id);
        return byId != 0 ? byId : string.CompareOrdinal(a.Source, b.Source);
    }

    /// <summary>
    /// The order among the findings of one rule. Most differ in one of their ids, and then nothing need be joined to see it; where one id
    /// begins with the other, what follows it is looked at; where all are the same, their sources decide.
    /// </summary>
    internal static int ByFingerprint(Finding a, Finding b)
    {
        for (var i = 0; i < Math.Min(a._subjects.Length, b._subjects.Length); i++)
        {
            var (one, other) = (a._subjects[i].Id, b._subjects[i].Id);
            var length = Math.Min(one.Length, other.Length);
            var byId = one.AsSpan(0, length).SequenceCompareTo(other.AsSpan(0, length));
            if (byId == 0)
            {
                byId = a.After(i, length) - b.After(i, length);
            }
            if (byId != 0)
            {
                return byId;
            }
            if (one.Length != other.Length)
            {
                break;
            }
        }
        var byFingerprint = string.CompareOrdinal(a.Fingerprint, b.Fingerprint);
        return byFingerprint != 0 ? byFingerprint : string.CompareOrdinal(a.SubjectKey, b.SubjectKey);
    }

    /// <summary>What the fingerprint has after so much of an id; -1 where it ends.</summary>
    private int After(int subject, int length) =>
        length < _subjects[subject].Id.Length ? _subjects[subject].Id[length] : subject + 1 < _subjects.Length ? _separator : -1;

    private string Joined(string start, bool withSources)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        text.AppendLiteral(start);
        for (var i = 0; i < _subjects.Length; i++)
        {
            if (i > 0)
            {
                text.AppendFormatted(_separator);
            }
            if (withSources && _subjects[i].Source is { } source)
            {
                text.AppendLiteral(source);
                text.AppendLiteral(":");
            }
            text.AppendLiteral(_subjects[i].Id);
        }
        return text.ToStringAndClear();
    }
}

/// <summary>Where rules put what they find. Allocates nothing until the first finding.</summary>
public struct Findings
{
    /// <summary>
    /// More than anyone could look at. A document may hold ten thousand appointments at the same hour, whose pairs are fifty
    /// million; they must not take the memory of those who judge everyone. A rule looks in an order that only the course decides,
    /// so that every process keeps the same ones.
    /// </summary>
    public const int MostOfOneRule = 10_000;

    private List<Finding>? _items;
    private List<string>? _cut;
    private int _firstOfRule;

    /// <summary>One more has been found than are kept: what a rule finds from here on is let go, so it should stop.</summary>
    public readonly bool IsFull => Count - _firstOfRule > MostOfOneRule;

    public readonly int Count => _items?.Count ?? 0;

    /// <summary>Without findings the one empty array there is, not a list.</summary>
    public readonly IReadOnlyList<Finding> Items => (IReadOnlyList<Finding>?)_items ?? [];

    public void Add(Finding finding)
    {
        if (!IsFull)
        {
            (_items ??= new List<Finding>(8)).Add(finding);
        }
    }

    /// <summary>Keys of the rules that found more than is kept.</summary>
    internal readonly IReadOnlyList<string> Cut => (IReadOnlyList<string>?)_cut ?? [];

    internal void BeginRule() => _firstOfRule = Count;

    /// <summary>Lets go the one too many, and remembers that there was one.</summary>
    internal void EndRule(string key)
    {
        if (IsFull)
        {
            _items!.RemoveAt(Count - 1);
            (_cut ??= []).Add(key);
        }
    }

    internal readonly List<Finding>? List => _items;
}
