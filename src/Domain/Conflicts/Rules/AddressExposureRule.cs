using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Somebody who can look into the portal could read a protected address off the place of a meeting (CPR-loven § 28).
/// The evidence never holds the place.
/// </summary>
public sealed class AddressExposureRule : IConflictRule
{
    /// <summary>So many comparisons of homes with meetings are made one by one; for more the places are looked up.</summary>
    private const int Few = 4096;

    public string Key => "address.exposure";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (!HasProtectedHome(course))
        {
            return;
        }
        var meetings = course.HorizonAppointments;
        var rented = course.Residences.Length * (long)meetings.Length > Few ? ArrayPool<long>.Shared.Rent(meetings.Length) : null;
        ReadOnlySpan<long> byPlace = rented is null ? [] : rented.AsSpan(0, ByPlace(meetings, rented));
        for (var party = 0; party < course.Network.Length && !findings.IsFull; party++)
        {
            if (course.Network[party].Protection != Protection.None && AreAnyAtHomeOf(course, party, byPlace, isMany: rented is not null))
            {
                FindViewers(course, party, ref findings);
            }
        }
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static bool HasProtectedHome(in CitizenCourse course)
    {
        foreach (ref readonly var residence in course.Residences)
        {
            if (IsProtected(course, residence))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsProtected(in CitizenCourse course, in ResidenceItem residence) =>
        residence.Party >= 0 && course.Network[residence.Party].Protection != Protection.None;

    private static bool AreAnyAtHomeOf(in CitizenCourse course, int party, ReadOnlySpan<long> byPlace, bool isMany)
    {
        foreach (ref readonly var residence in course.Residences)
        {
            if (residence.Party == party && (isMany
                ? IsAnyAt(course.HorizonAppointments, byPlace, residence.Place)
                : IsAnyAt(course.HorizonAppointments, residence.Place)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsAnyAt(ReadOnlySpan<AppointmentItem> meetings, string place)
    {
        foreach (ref readonly var meeting in meetings)
        {
            if (meeting.Status == AppointmentStatus.Booked && meeting.EffectivePlace == place)
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsAnyAt(ReadOnlySpan<AppointmentItem> meetings, ReadOnlySpan<long> byPlace, string place)
    {
        var hash = PairKeys.Hash(place);
        for (var k = PairKeys.First(byPlace, hash); k < byPlace.Length && PairKeys.MayPair(byPlace[k], PairKeys.Of(0, hash)); k++)
        {
            if (meetings[PairKeys.Row(byPlace[k])].EffectivePlace == place)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Rows of booked meetings by place.</summary>
    private static int ByPlace(ReadOnlySpan<AppointmentItem> meetings, Span<long> byPlace)
    {
        var count = 0;
        for (var i = 0; i < meetings.Length; i++)
        {
            if (meetings[i].Status == AppointmentStatus.Booked && meetings[i].EffectivePlace is { } place)
            {
                byPlace[count++] = PairKeys.Of(i, PairKeys.Hash(place));
            }
        }
        byPlace[..count].Sort();
        return count;
    }

    private void FindViewers(in CitizenCourse course, int party, ref Findings findings)
    {
        var network = course.Network;
        for (var i = 0; i < network.Length && !findings.IsFull; i++)
        {
            ref readonly var viewer = ref network[i];
            if (i != party && viewer.Portal != PortalAccess.None && !(viewer.PortalUntil < course.AsOf))
            {
                findings.Add(Exposure(network[party], viewer));
            }
        }
    }

    /// <summary>Which meeting comes first is no part of the facts: it passes, and the exposure stays.</summary>
    private Finding Exposure(in NetworkMemberItem party, in NetworkMemberItem viewer) =>
        Finding.Towards(Key, Severity.K,
            Evidence.Of(("portalUntil", viewer.PortalUntil)),
            Subject.Of(SubjectKind.Person, party.Key),
            Subject.Of(SubjectKind.Person, viewer.Key));
}
