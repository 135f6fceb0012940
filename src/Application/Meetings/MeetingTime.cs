using Sammenhaeng.Application.Courses;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Meetings;

namespace Sammenhaeng.Application.Meetings;

/// <summary>When and where a meeting is. Those who are invited know it, whatever else they see of the area's plan; not where somebody protected is.</summary>
/// <param name="ItemId">Of the appointment in what the area writes here.</param>
public sealed record MeetingTime(string ItemId, string Title, DateTimeOffset From, DateTimeOffset To, AppointmentMode? Mode, string? Place, bool IsPlaceProtected, bool DecidesOnPlan)
{
    /// <summary>Local.</summary>
    public DateTime Start => LocalTime.Of(From);

    /// <summary>Local.</summary>
    public DateTime End => LocalTime.Of(To);

    /// <returns>Null where the appointment has been taken out of the plan and the meeting was never held.</returns>
    internal static MeetingTime? Of(MeetingRow row, CourseFile file, CourseMask mask)
    {
        var id = NetworkMeeting.ItemIdOf(NetworkMeetingId.From(row.Id));
        var key = new ItemKey(ItemKey.WrittenIn(row.Area), id);
        MeetingTime? planned = null;
        foreach (ref readonly var one in file.Course.Appointments.Span)
        {
            if (one.Key == key && one.Status != AppointmentStatus.Cancelled)
            {
                var seesPlace = mask.SeesPlace(one);
                planned = new MeetingTime(
                    id, mask.Text(one.Title) ?? "", Utc(one.Start), Utc(one.End), one.Mode, one.Place is null || !seesPlace ? null : file.Places.GetValueOrDefault(one.Place),
                    !seesPlace, one.DecidesOnPlan);
            }
        }
        return row.HeldFrom is not { } from || row.HeldTo is not { } to ? planned
            : new MeetingTime(id, mask.Text(row.HeldTitle!), from, to, planned?.Mode, planned?.Place, planned?.IsPlaceProtected ?? false, planned?.DecidesOnPlan ?? false);
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
