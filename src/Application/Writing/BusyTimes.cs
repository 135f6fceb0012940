using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>A time at which nothing can be put; local.</summary>
public sealed record BusyTime(DateTime Start, DateTime End)
{
    public bool Meets(DateTime start, DateTime end) => Start < end && start < End;
}

/// <summary>When the professionals of an appointment are taken up with other citizens: when, and nothing more.</summary>
internal sealed class BusyTimes(ISammenhaengDb db)
{
    private sealed record Row(DateTimeOffset StartAt, DateTimeOffset EndAt);

    /// <param name="contacts">Of the citizen that the request is about.</param>
    /// <param name="from">The last of the days that times are looked for from.</param>
    public async Task<IReadOnlyList<BusyTime>> OfAsync(
        CitizenId citizen, IReadOnlyCollection<ItemKey> contacts, DateOnly today, DateOnly from, CancellationToken cancellationToken)
    {
        if (contacts.Count == 0)
        {
            return [];
        }
        string[] sources = [.. contacts.Select(contact => contact.Source)], ids = [.. contacts.Select(contact => contact.Id)];
        var (since, until) = (LocalTime.Midnight(today), LocalTime.Midnight(from.AddDays(7 * (FindTimes.Weeks + 1))));
        var rows = await db.Sql<Row>($"select start_at, end_at from busy_times({citizen.Value}, {sources}, {ids}, {since}, {until})").ToListAsync(cancellationToken);
        return [.. rows.Select(row => new BusyTime(LocalTime.Of(row.StartAt), LocalTime.Of(row.EndAt)))];
    }

    /// <summary>Who owns the plan that an appointment is in.</summary>
    public static IReadOnlyCollection<ItemKey> OwnersOf(CourseBuilder course, ItemKey appointment)
    {
        foreach (ref readonly var one in course.Appointments.Span)
        {
            if (one.Key == appointment && one.Plan >= 0 && course.Plans[one.Plan].Owner is >= 0 and var owner)
            {
                return [course.Contacts[owner].Key];
            }
        }
        return [];
    }
}
