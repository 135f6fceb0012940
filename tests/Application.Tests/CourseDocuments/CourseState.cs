using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure.Courses;
using Sammenhaeng.Infrastructure.Persistence;
using Sammenhaeng.Testing;

namespace Sammenhaeng.Application.Tests.CourseDocuments;

/// <summary>What is known of citizens, in a form that two ways of coming there can be compared by.</summary>
internal static class CourseState
{
    private static readonly string[] Tables =
    [
        "citizens", "course_sources", "plans", "plan_shares", "goals", "interventions", "intervention_requirements", "restrictions", "appointments",
        "contacts", "network_members", "residences", "consents", "assessments", "milestones", "powers_of_attorney", "decisions",
        "decision_conditions", "agreements", "coordinator_assignments",
    ];

    // Computed for a day, or known only where it is stored.
    private static readonly HashSet<string> NotTold = ["FirstSeen", "Person", "IsAdopted"];

    /// <summary>Which version of each row of the courses there is: any write changes it.</summary>
    public static async Task<string> FootprintAsync(this Database database)
    {
        var prints = new List<string>();
        foreach (var table in Tables)
        {
            prints.Add(await database.ScalarAsync<string>(
                $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(x.ctid::text || x.xmin::text, ',' order by x.ctid)), '') from {table} x"));
        }
        return string.Join('\n', prints);
    }

    /// <summary>The content of every table of the course, whoever wrote it and when.</summary>
    public static async Task<string> ContentAsync(this Database database)
    {
        var contents = new List<string>();
        foreach (var table in Tables)
        {
            var citizen = table == "citizens" ? "x.id" : "x.citizen_id";
            contents.Add(table + ":\n" + await database.ScalarAsync<string>(
                $"""
                select coalesce(string_agg(line, E'\n' order by line), '') from (
                    select (to_jsonb(x) - 'citizen_id' - 'id' - 'person_id' - 'cpr_cipher' - 'created_at' - 'revision' - 'first_seen_at' - 'told_at'
                        || jsonb_build_object('cpr', encode(c.cpr_index, 'hex'){(table is "citizens" or "coordinator_assignments" or "course_sources" ? "" : ", 'key', to_jsonb(x) ->> 'id'")}))::text as line
                    from {table} x join citizens c on c.id = {citizen}) lines
                """));
        }
        return string.Join('\n', contents);
    }

    /// <summary>The course as rules see it, on the test's day.</summary>
    public static async Task<CourseBuilder> CourseAsync(this Database database, Guid citizen)
    {
        var reference = (await database.Services.GetRequiredService<IReferenceData>().CurrentAsync()).On(Database.Today);
        await using var connection = await database.Services.GetRequiredService<SystemDataSource>().Source.OpenConnectionAsync();
        var courses = new CitizenCourses([citizen]);
        await CourseReader.ReadAsync(connection, null, courses, reference, withTexts: true, CancellationToken.None);
        _ = courses[citizen].Build(Database.Today, reference);
        return courses[citizen];
    }

    /// <summary>Every row and every field of a course that was built.</summary>
    public static string Describe(this CourseBuilder course)
    {
        var rows = new List<string> { Row("Citizen", course.Citizen) };
        foreach (var property in typeof(CourseBuilder).GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.Name != nameof(CourseBuilder.Assignments))
            {
                List(rows, property.Name, property.GetValue(course)!);
            }
        }
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    private static void List(List<string> described, string name, object list)
    {
        var count = (int)list.GetType().GetProperty("Count")!.GetValue(list)!;
        var item = list.GetType().GetField("_items", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var rows = (Array)item.GetValue(list)!;
        for (var i = 0; i < count; i++)
        {
            described.Add(Row(name, rows.GetValue(i)!));
        }
    }

    private static string Row(string name, object row)
    {
        if (row is ContactItem contact)
        {
            // Without an absence or a role its period means nothing.
            contact.Absence = contact.HasAbsence ? contact.Absence : default;
            contact.CoordinatorPeriod = contact.Coordinator == CoordinatorKind.None ? default : contact.CoordinatorPeriod;
            row = contact;
        }
        var text = new StringBuilder(name).Append(':');
        foreach (var field in row.GetType().GetFields().Where(field => !NotTold.Contains(field.Name)))
        {
            text.Append(' ').Append(field.Name).Append('=').Append(Value(field.GetValue(row)));
        }
        return text.ToString();
    }

    private static string Value(object? value) => value switch
    {
        null => "-",
        PlanType type => type.Code,
        string[] texts => "[" + string.Join(',', texts) + "]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
