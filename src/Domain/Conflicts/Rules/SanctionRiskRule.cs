using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// The citizen missed a mandatory meeting, and the plans themselves made it hard to come. To be known before anybody
/// decides on a sanction.
/// </summary>
public sealed class SanctionRiskRule : IConflictRule
{
    private const int None = -1;

    public string Key => "sanction.risk";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var appointments = course.Appointments;
        var from = course.AsOf.AddDays(1 - course.Limits.MissedLookbackDays);
        TimeSpan? longest = null;
        var clear = None;
        for (var i = 0; i < appointments.Length; i++)
        {
            ref readonly var missed = ref appointments[i];
            if (missed.Status != AppointmentStatus.Missed || !missed.Mandatory || !missed.InvitesCitizen
                || missed.Day < from || missed.Day > course.AsOf)
            {
                continue;
            }
            if (clear != None && missed.IsInPerson == appointments[clear].IsInPerson && IsSameMeeting(missed, appointments[clear]))
            {
                continue;
            }
            longest ??= LongestOf(appointments);
            var reason = Overlap(appointments, i, longest.Value)
                ?? (missed.IsInPerson ? Travel(course, i) ?? Window(course, missed) : null);
            if (reason is null)
            {
                clear = i;
            }
            else
            {
                findings.Add(Finding.Of(Key, Severity.H, reason, Subject.Of(SubjectKind.Appointment, missed.Key)));
            }
        }
    }

    private static TimeSpan LongestOf(ReadOnlySpan<AppointmentItem> appointments)
    {
        var longest = TimeSpan.Zero;
        foreach (ref readonly var appointment in appointments)
        {
            var length = appointment.End - appointment.Start;
            longest = length > longest ? length : longest;
        }
        return longest;
    }

    private static bool Counts(in AppointmentItem other) => other.InvitesCitizen && other.Status != AppointmentStatus.Cancelled;

    /// <summary>Another of the citizen's meetings at the same time, unless it is this one, entered by somebody else too.</summary>
    private static Evidence? Overlap(ReadOnlySpan<AppointmentItem> appointments, int index, TimeSpan longest)
    {
        ref readonly var missed = ref appointments[index];
        var first = index;
        while (first > 0 && missed.Start - appointments[first - 1].Start < longest)
        {
            first--;
        }
        for (var i = first; i < appointments.Length && appointments[i].Start < missed.End; i++)
        {
            ref readonly var other = ref appointments[i];
            if (i != index && other.OverlapsInTime(missed) && Counts(other) && !IsSameMeeting(missed, other))
            {
                return Evidence.Of(("case", "overlap"), ("start", missed.LocalStart), ("end", missed.LocalEnd),
                    ("other", other.Key), ("otherStart", other.LocalStart), ("otherEnd", other.LocalEnd));
            }
        }
        return null;
    }

    private static bool IsSameMeeting(in AppointmentItem a, in AppointmentItem b) =>
        a.Start == b.Start && a.End == b.End && a.EffectivePlace is not null && a.EffectivePlace == b.EffectivePlace;

    /// <summary>Comes after <see cref="Overlap"/>, so whatever starts with this one is the same meeting, and neighbours lie clear of it.</summary>
    private static Evidence? Travel(in CitizenCourse course, int index)
    {
        var appointments = course.Appointments;
        ref readonly var missed = ref appointments[index];
        var before = Neighbour(appointments, index, -1);
        if (before != None && !CanReach(course, appointments[before], missed, out var needed))
        {
            return Evidence.Of(("case", "travelBefore"), ("start", missed.LocalStart), ("end", missed.LocalEnd),
                ("other", appointments[before].Key), ("otherEnd", appointments[before].LocalEnd), ("neededMinutes", needed));
        }
        var after = Neighbour(appointments, index, 1);
        if (after != None && !CanReach(course, missed, appointments[after], out needed))
        {
            return Evidence.Of(("case", "travelAfter"), ("start", missed.LocalStart), ("end", missed.LocalEnd),
                ("other", appointments[after].Key), ("otherStart", appointments[after].LocalStart), ("neededMinutes", needed));
        }
        return null;
    }

    private static int Neighbour(ReadOnlySpan<AppointmentItem> appointments, int index, int step)
    {
        ref readonly var missed = ref appointments[index];
        for (var i = index + step; i >= 0 && i < appointments.Length && appointments[i].Day == missed.Day; i += step)
        {
            ref readonly var other = ref appointments[i];
            if (other.IsInPerson && Counts(other) && other.Start != missed.Start)
            {
                return i;
            }
        }
        return None;
    }

    private static bool CanReach(in CitizenCourse course, in AppointmentItem first, in AppointmentItem second, out int needed)
    {
        needed = first.EffectivePlace is { } from && second.EffectivePlace is { } to ? course.Travel.Needed(from, to) : 0;
        return second.Start - first.End >= TimeSpan.FromMinutes(needed);
    }

    private static Evidence? Window(in CitizenCourse course, in AppointmentItem missed)
    {
        foreach (ref readonly var restriction in course.Restrictions)
        {
            if (restriction.Kind == RestrictionKind.BlockedWindow && BlockedWindow.Blocks(restriction, missed))
            {
                return Evidence.Of(("case", "window"), ("start", missed.LocalStart), ("end", missed.LocalEnd),
                    ("restriction", restriction.Key),
                    ("windowStart", missed.LocalStart.Date + restriction.WindowStart.ToTimeSpan()), ("windowEnd", missed.LocalStart.Date + restriction.WindowEnd.ToTimeSpan()));
            }
        }
        return null;
    }
}
