using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Persistence;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>The course as it was known at the end of a day, in one round trip more.</summary>
internal sealed partial class Courses
{
    private static readonly string AssignmentsKnown = $"""
        select t.id, t.user_id, t.name, t.kind, 'active', t.period_from, t.period_to, t.person_id::text
        from coordinator_assignments t where t.citizen_id = $1 and {KnownTables.Held} order by t.proposed_at
        """;

    private const string PlacesKnown = """
        select code, name from places
        where kind <> 'home' and (code in (select place from appointments where citizen_id = $1)
            or code in (select content ->> 'place' from item_versions where citizen_id = $1 and collection = 'appointments'))
        """;

    public async Task<CourseFile> OpenKnownAsync(CourseFile today, DateOnly day, CancellationToken cancellationToken)
    {
        var known = (await reference.CurrentAsync(cancellationToken)).On(day);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
            return await ReadKnownAsync(batch, today, day, known, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<CourseFile> ReadKnownAsync(
        NpgsqlBatch batch, CourseFile today, DateOnly day, ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        var (citizen, before) = (today.CitizenId.Value, LocalTime.Midnight(day.AddDays(1)).ToUniversalTime());
        batch.Add(
            AssignmentsKnown, new NpgsqlParameter<Guid> { TypedValue = citizen }, new NpgsqlParameter<DateTimeOffset> { TypedValue = before },
            new NpgsqlParameter<DateOnly> { TypedValue = day });
        batch.Add(PlacesKnown, new NpgsqlParameter<Guid> { TypedValue = citizen });
        batch.Add(SharedPlanRow.SelectKnown, new NpgsqlParameter<Guid> { TypedValue = citizen }, new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        CourseReader.AddKnownTo(batch, citizen, before, day);
        var courses = new CitizenCourses([citizen]);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var held = await ReadAllAsync(reader, Assignment, cancellationToken);
        var places = await ReadAllAsync(reader, row => (Code: row.GetString(0), Name: row.GetString(1)), cancellationToken);
        var shared = await ReadAllAsync(reader, SharedPlanRow.Take, cancellationToken);
        await CourseReader.TakeAsync(reader, courses, reference, cancellationToken);
        return today with
        {
            Course = courses[citizen],
            Conflicts = [],
            // Who is asked today is asked, whatever day is looked at.
            Assignments = [.. held, .. today.Assignments.Where(one => one.State == Domain.Coordination.AssignmentState.Proposed)],
            News = [],
            Places = places.ToDictionary(place => place.Code, place => place.Name, StringComparer.Ordinal),
            Shared = shared[0],
        };
    }
}
