using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>Opens one citizen's course for a page: all its tables, its conflicts and who coordinates, in one round trip.</summary>
internal sealed partial class Courses(SammenhaengDb db, IReferenceData reference, TimeProvider clock) : ICourses
{
    // A conflict that is found was last seen when its citizen was last judged, alone or with everyone.
    private const string Heading = """
        select c.given_name, c.family_name, greatest(k.checked_at, (select max(w.finished_at) from sweeps w where w.state = 'done')),
            (select coalesce(max(s.versions_from), min(s.first_seen_at)) from course_sources s where s.citizen_id = c.id)
        from citizens c left join citizen_checks k on k.citizen_id = c.id where c.id = $1
        """;

    private const string Assignments = """
        select id, user_id, name, kind, state, period_from, period_to, person_id::text
        from coordinator_assignments where citizen_id = $1 and state in ('active', 'proposed') order by proposed_at
        """;

    private const string Conflicts = """
        select t.id, t.rule, t.fingerprint, t.subject_key, t.subjects::text, t.areas, t.state, t.is_found, t.severity, t.evidence, t.owner_id,
            u.name,
            t.due_on, t.first_seen_at, t.last_seen_at, t.shows_by, t.accepted_until, t.revision,
            t.item_owner_source, t.item_owner_id,
            case when t.state = 'accepted' then (select h.note from conflict_history h
                where h.conflict_id = t.id and h.change = 'accepted' order by h.at desc, h.id desc limit 1) end
        from conflicts t
        left join users u on u.id = t.owner_id
        where t.citizen_id = $1
        order by t.severity desc, t.first_seen_at, t.id
        """;

    private const string News = """
        (select 'conflict.' || h.change, max(h.at) as at, count(*)::int, min(t.rule), null, null
        from conflict_history h join conflicts t on t.id = h.conflict_id
        where t.citizen_id = $1 and h.change in ('opened', 'reopened', 'resolved', 'autoClosed')
        group by h.change, date_trunc('minute', h.at) order by at desc limit 5)
        union all
        (select 'coordinator', coalesce(answered_at, proposed_at), 1, null, name, null
        from coordinator_assignments where citizen_id = $1 and kind = 'main' and state in ('active', 'ended')
        order by 2 desc limit 3)
        union all
        (select 'document', last_exported_at, 1, null, null, area from course_sources where citizen_id = $1)
        """;

    private const string Places = """
        select code, name from places
        where kind <> 'home' and code in (select place from appointments where citizen_id = $1 and ended_at is null)
        """;

    private (IDbContextTransaction Within, CourseFile File)? _opened;

    public async Task<CourseFile?> OpenAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        // A page that asks two things of one citizen, in one transaction that only reads, is told of one moment and asks once.
        var reading = db.ChangeTracker.QueryTrackingBehavior == QueryTrackingBehavior.NoTracking ? db.Database.CurrentTransaction : null;
        if (_opened is { } opened && opened.Within == reading && opened.File.CitizenId == citizen)
        {
            return opened.File;
        }
        var file = await ReadAsync(citizen, cancellationToken);
        _opened = reading is null || file is null ? null : (reading, file);
        return file;
    }

    private async Task<CourseFile?> ReadAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var today = LocalTime.DateOf(clock.GetUtcNow());
        var known = (await reference.CurrentAsync(cancellationToken)).On(today);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = db.BatchOfWaiting();
            return await ReadAsync(batch, (citizen, today), known, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<CourseFile?> ReadAsync(
        NpgsqlBatch batch, (CitizenId Citizen, DateOnly Today) of, ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        batch.PlanOnce();
        foreach (var select in (string[])[Heading, Assignments, Conflicts, News, Places, SharedPlanRow.Select])
        {
            var command = new NpgsqlBatchCommand(select);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = of.Citizen.Value });
            batch.BatchCommands.Add(command);
        }
        var courses = new CitizenCourses([of.Citizen.Value]);
        CourseReader.AddTo(batch, [of.Citizen.Value], withTexts: true);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var (givenName, familyName) = (reader.GetString(0), reader.GetString(1));
        DateTimeOffset? checkedAt = reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2);
        DateTimeOffset? keptFrom = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3);
        await reader.NextResultAsync(cancellationToken);
        var assignments = await ReadAllAsync(reader, Assignment, cancellationToken);
        // Whoever coordinates has what nobody has taken on.
        var coordinator = assignments.FirstOrDefault(one => one is { Kind: CoordinatorKind.Main, State: AssignmentState.Active } && one.From <= of.Today && !(one.To < of.Today))?.Name;
        var conflicts = await ReadAllAsync(reader, row => Conflict(row, coordinator), cancellationToken);
        var news = await ReadAllAsync(reader, NewsOf, cancellationToken);
        var places = await ReadAllAsync(reader, row => (Code: row.GetString(0), Name: row.GetString(1)), cancellationToken);
        var shared = await ReadAllAsync(reader, SharedPlanRow.Take, cancellationToken);
        await CourseReader.TakeAsync(reader, courses, reference, cancellationToken);
        return new CourseFile
        {
            CitizenId = of.Citizen,
            GivenName = givenName,
            FamilyName = familyName,
            Course = courses[of.Citizen.Value],
            Conflicts = conflicts,
            Assignments = assignments,
            News = [.. news.Concat(OfTheCitizen(shared[0])).OrderByDescending(one => one.At)],
            Places = places.ToDictionary(place => place.Code, place => place.Name, StringComparer.Ordinal),
            CheckedAt = checkedAt,
            KeptFrom = keptFrom is { } from ? LocalTime.DateOf(from) : null,
            Shared = shared[0],
        };
    }

    private static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> take, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(take(reader));
        }
        await reader.NextResultAsync(cancellationToken);
        return all;
    }

    private static FiledAssignment Assignment(NpgsqlDataReader reader) => new(
        CoordinatorAssignmentId.From(reader.GetGuid(0)),
        reader.IsDBNull(1) ? null : UserId.From(reader.GetGuid(1)),
        reader.GetString(2),
        Word<CoordinatorKind>.Parse(reader.GetString(3)),
        Word<AssignmentState>.Parse(reader.GetString(4)),
        reader.GetFieldValue<DateOnly>(5),
        DateOrNull(reader, 6),
        reader.GetString(7));

    /// <summary>What the citizen has said and marked themselves, as the shared plan tells it already: it is not asked for twice.</summary>
    private static IEnumerable<FiledNews> OfTheCitizen(FiledSharedPlan shared) =>
    [
        .. shared.Words.Where(words => words.By is null).Take(2).Select(words => new FiledNews("words", words.At, 1, null, null, null)),
        .. shared.Goals.SelectMany(goal => goal.Marks).Where(mark => mark.By is null)
            .GroupBy(mark => mark.At.UtcTicks / TimeSpan.TicksPerHour)
            .Select(hour => new FiledNews("mark", hour.Max(mark => mark.At), hour.Count(), null, null, null))
            .OrderByDescending(one => one.At).Take(3),
    ];

    private static FiledNews NewsOf(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetFieldValue<DateTimeOffset>(1),
        reader.GetInt32(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetString(5));

    private static FiledConflict Conflict(NpgsqlDataReader reader, string? coordinator) => new()
    {
        Id = ConflictId.From(reader.GetGuid(0)),
        Rule = reader.GetString(1),
        Fingerprint = reader.GetString(2),
        SubjectKey = reader.GetString(3),
        Subjects = SubjectsOf(reader.GetString(4)),
        Areas = reader.GetFieldValue<string[]>(5),
        State = Word<ConflictState>.Parse(reader.GetString(6)),
        IsFound = reader.GetBoolean(7),
        Severity = (Severity)reader.GetInt16(8),
        Evidence = reader.GetString(9),
        OwnerId = reader.IsDBNull(10) ? null : UserId.From(reader.GetGuid(10)),
        OwnerName = reader.IsDBNull(11) ? coordinator : reader.GetString(11),
        DueOn = DateOrNull(reader, 12),
        FirstSeenAt = reader.GetFieldValue<DateTimeOffset>(13),
        LastSeenAt = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14),
        ShowsBy = DateOrNull(reader, 15),
        AcceptedUntil = DateOrNull(reader, 16),
        Reason = reader.IsDBNull(20) ? null : reader.GetString(20),
        Revision = reader.GetInt64(17),
        ItemOwner = reader.IsDBNull(18) || reader.IsDBNull(19) ? null : new ItemKey(reader.GetString(18), reader.GetString(19)),
    };

    private static DateOnly? DateOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    private static List<Subject> SubjectsOf(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return [.. parsed.RootElement.EnumerateArray().Select(subject => new Subject(
            Word<SubjectKind>.Parse(subject.GetProperty("kind").GetString()!),
            subject.GetProperty("id").GetString()!,
            subject.TryGetProperty("source", out var source) ? source.GetString() : null))];
    }
}
