using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Courses;

namespace Sammenhaeng.Infrastructure.Conflicts;

/// <summary>A stored conflict as far as judging needs to know it.</summary>
internal readonly record struct StoredConflict(Guid Id, Guid CitizenId, string Rule, string SubjectKey, ConflictStanding Standing, long Revision)
{
    public const string Columns =
        "t.citizen_id, t.id, t.rule, t.subject_key, t.state, t.is_found, t.severity, t.evidence_hash, t.shows_by, t.accepted_until, t.settled_severity, t.settled_evidence, t.revision";

    /// <summary>The citizen column has been taken.</summary>
    public static StoredConflict Take<TRow>(Guid citizen, ref TRow row) where TRow : struct, ICourseRow, allows ref struct
    {
        var id = row.Guid();
        var rule = row.Text();
        var subjectKey = row.Text();
        var state = Word<ConflictState>.Parse(row.Text());
        var isFound = row.Bool();
        var severity = (Severity)row.Int();
        var evidence = row.Long();
        var showsBy = row.DateOrNull();
        var acceptedUntil = row.DateOrNull();
        var settledSeverity = (Severity?)row.IntOrNull();
        var settledEvidence = row.LongOrNull();
        return new StoredConflict(id, citizen, rule, subjectKey,
            new ConflictStanding(state, isFound, severity, evidence, showsBy, acceptedUntil, settledSeverity, settledEvidence), row.Long());
    }
}
