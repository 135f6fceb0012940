using System.Diagnostics.Metrics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sammenhaeng.Application.Operations;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>A finding that has not been stored before.</summary>
internal sealed record NewConflict(Guid CitizenId, Finding Finding, string Subjects, string[] Areas, ItemKey? ItemOwner);

/// <summary>A stored conflict that no longer stands as it did.</summary>
internal sealed record ChangedConflict(StoredConflict Stored, ConflictChange Change, Finding? Finding);

/// <summary>
/// What judging some citizens changes among their stored conflicts: most nights next to nothing. Deciding is
/// <see cref="ConflictStanding"/>'s; this only pairs findings with rows.
/// </summary>
internal sealed class ConflictDifference(DateOnly today)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Courses in which a rule found more than is kept.</summary>
    private static readonly Counter<long> Cut = WorkSignal.Meter.CreateCounter<long>("sammenhaeng.conflicts.cut");

    private readonly Dictionary<(string Rule, string SubjectKey), Finding> _byKey = [];

    public List<NewConflict> New { get; } = [];

    public List<ChangedConflict> Changed { get; } = [];

    public HashSet<Guid> Citizens { get; } = [];

    public bool IsEmpty => New.Count == 0 && Changed.Count == 0;

    public void Clear()
    {
        New.Clear();
        Changed.Clear();
        Citizens.Clear();
    }

    /// <summary>One citizen: what the engine found now, and what is stored. What a cut rule did not find may still be there.</summary>
    public void Add(Guid citizen, CourseBuilder course, IReadOnlyList<Finding> findings, IReadOnlyList<string> cutRules, ReadOnlySpan<StoredConflict> stored)
    {
        if (findings.Count == 0 && stored.IsEmpty)
        {
            return;
        }
        foreach (var rule in cutRules)
        {
            Cut.Add(1, new KeyValuePair<string, object?>("rule", rule));
        }
        _byKey.Clear();
        foreach (var finding in findings)
        {
            _byKey.TryAdd((finding.Rule, finding.SubjectKey), finding);
        }
        foreach (ref readonly var conflict in stored)
        {
            var found = _byKey.Remove((conflict.Rule, conflict.SubjectKey), out var finding);
            var change = found ? conflict.Standing.WhenFound(finding!.Severity, finding.Evidence.Hash, today)
                : cutRules.Contains(conflict.Rule) ? null
                : conflict.Standing.WhenGone();
            if (change is { } happened)
            {
                Changed.Add(new ChangedConflict(conflict, happened, finding));
                Citizens.Add(citizen);
            }
        }
        var items = new SubjectItems(course);
        foreach (var finding in _byKey.Values)
        {
            New.Add(new NewConflict(citizen, finding, SubjectsOf(finding), items.AreasOf(finding.Subjects), items.OwnerOf(finding.Subjects)));
            Citizens.Add(citizen);
        }
    }

    /// <summary>Leaves out citizens whose course has moved on since it was read; they are due for a check of their own.</summary>
    public void Postpone(IReadOnlySet<Guid> citizens)
    {
        New.RemoveAll(conflict => citizens.Contains(conflict.CitizenId));
        Changed.RemoveAll(conflict => citizens.Contains(conflict.Stored.CitizenId));
        Citizens.ExceptWith(citizens);
    }

    private static string SubjectsOf(Finding finding)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(96);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartArray();
            foreach (var subject in finding.Subjects)
            {
                json.WriteStartObject();
                json.WriteString("kind", Word<SubjectKind>.Of(subject.Kind));
                json.WriteString("id", subject.Id);
                if (subject.Source is not null)
                {
                    json.WriteString("source", subject.Source);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
