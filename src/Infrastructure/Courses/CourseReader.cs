using Npgsql;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>Reads the courses of a few citizens in one round trip.</summary>
internal static class CourseReader
{
    private static readonly string[] WithTexts = [.. CourseColumns.All.Select(table => CourseColumns.Select(table, "{0} = any($1)", withTexts: true, ordered: false))];
    private static readonly string[] WithoutTexts = [.. CourseColumns.All.Select(table => CourseColumns.Select(table, "{0} = any($1)", withTexts: false, ordered: false))];

    private static readonly string[] Known = [.. CourseColumns.All.Select(CourseColumns.SelectKnown)];

    /// <param name="connection">Open; in the caller's transaction when there is one.</param>
    /// <param name="transaction">The caller's transaction, or null.</param>
    /// <param name="courses">Of the citizens to read, empty.</param>
    /// <param name="reference">Plan types are looked up here.</param>
    /// <param name="withTexts">Titles and other texts, for pages; judging does without.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, CitizenCourses courses, ReferenceSnapshot reference, bool withTexts, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddTo(batch, [.. courses.Citizens], withTexts);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await TakeAsync(reader, courses, reference, cancellationToken);
    }

    /// <summary>Adds the reading of citizens to a batch that reads other things first.</summary>
    public static void AddTo(NpgsqlBatch batch, Guid[] citizens, bool withTexts)
    {
        foreach (var select in withTexts ? WithTexts : WithoutTexts)
        {
            var command = new NpgsqlBatchCommand(select);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = citizens });
            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Adds the reading of a citizen as known before a moment, the end of a day.</summary>
    public static void AddKnownTo(NpgsqlBatch batch, Guid citizen, DateTimeOffset before, DateOnly day)
    {
        foreach (var select in Known)
        {
            var command = new NpgsqlBatchCommand(select);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [citizen] });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>Takes what <see cref="AddTo"/> asked for; the reader stands at the first of its results. Whose rows are taken is told by the courses.</summary>
    public static async Task TakeAsync(NpgsqlDataReader reader, CitizenCourses courses, ReferenceSnapshot reference, CancellationToken cancellationToken)
    {
        foreach (var table in CourseColumns.All)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = new ReaderRow(reader);
                if (courses.Find(row.Guid()) is { } course)
                {
                    CourseRows.Take(table, ref row, course, reference);
                }
            }
            await reader.NextResultAsync(cancellationToken);
        }
    }
}
