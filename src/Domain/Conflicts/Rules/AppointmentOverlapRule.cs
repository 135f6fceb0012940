using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Two entries of the citizen's calendar at once. Touching is no overlap.</summary>
public sealed class AppointmentOverlapRule : IConflictRule
{
    public string Key => "appointment.overlap";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var appointments = course.HorizonAppointments;
        for (var i = 0; i + 1 < appointments.Length; i++)
        {
            ref readonly var first = ref appointments[i];
            if (!first.IsInCalendar)
            {
                continue;
            }
            for (var j = i + 1; j < appointments.Length && appointments[j].Start < first.End; j++)
            {
                ref readonly var second = ref appointments[j];
                if (second.IsInCalendar && second.OverlapsInTime(first))
                {
                    findings.Add(Overlap(first, second));
                    if (findings.IsFull)
                    {
                        return;
                    }
                }
            }
        }
    }

    private Finding Overlap(in AppointmentItem first, in AppointmentItem second)
    {
        var bothByPhone = first.Mode == AppointmentMode.Phone && second.Mode == AppointmentMode.Phone;
        var inOrder = ItemKey.Compare(first.Key, second.Key) <= 0;
        ref readonly var a = ref (inOrder ? ref first : ref second);
        ref readonly var b = ref (inOrder ? ref second : ref first);
        return Finding.Between(Key, bothByPhone ? Severity.M : Severity.H,
            Evidence.Of(("startA", a.LocalStart), ("endA", a.LocalEnd), ("startB", b.LocalStart), ("endB", b.LocalEnd)),
            Subject.Of(SubjectKind.Appointment, a.Key),
            Subject.Of(SubjectKind.Appointment, b.Key));
    }
}
