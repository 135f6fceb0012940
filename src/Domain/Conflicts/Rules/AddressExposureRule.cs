using System.Buffers;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// Somebody who can look into the portal could read a protected address off the place of a meeting (CPR-loven § 28).
/// The evidence never holds the place. Of a person whom several sources have told, the first row that says so stands for all, so that
/// nothing is told under the name of a source that did not tell it.
/// </summary>
public sealed class AddressExposureRule : IConflictRule
{
    /// <summary>So many comparisons of homes with meetings are made one by one; for more the places are looked up.</summary>
    private const int Few = 4096;

    public string Key => "address.exposure";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (course.Residences.IsEmpty || !IsAnyProtected(course.Network))
        {
            return;
        }
        var meetings = course.HorizonAppointments;
        var rented = course.Residences.Length * (long)meetings.Length > Few ? ArrayPool<long>.Shared.Rent(meetings.Length) : null;
        ReadOnlySpan<long> byPlace = rented is null ? [] : rented.AsSpan(0, ByPlace(meetings, rented));
        for (var person = 0; person < course.Network.Length && !findings.IsFull; person++)
        {
            if (course.Network[person].First == person && ProtectedRow(course.Network, person) is var party && party >= 0
                && AreAnyAtHomeOf(course, person, byPlace, isMany: rented is not null))
            {
                FindViewers(course, party, ref findings);
            }
        }
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static bool IsAnyProtected(ReadOnlySpan<NetworkMemberItem> network)
    {
        foreach (ref readonly var person in network)
        {
            if (person.Protection != Protection.None)
            {
                return true;
            }
        }
        return false;
    }

    private static int ProtectedRow(ReadOnlySpan<NetworkMemberItem> network, int person)
    {
        var row = person;
        while (row >= 0 && network[row].Protection == Protection.None)
        {
            row = network[row].Next;
        }
        return row;
    }

    private static int ViewingRow(ReadOnlySpan<NetworkMemberItem> network, int person, DateOnly asOf)
    {
        var row = person;
        while (row >= 0 && (network[row].Portal == PortalAccess.None || network[row].PortalUntil < asOf))
        {
            row = network[row].Next;
        }
        return row;
    }

    private static bool AreAnyAtHomeOf(in CitizenCourse course, int person, ReadOnlySpan<long> byPlace, bool isMany)
    {
        foreach (ref readonly var residence in course.Residences)
        {
            if (residence.Party >= 0 && course.Network[residence.Party].First == person && (isMany
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
        for (var person = 0; person < network.Length && !findings.IsFull; person++)
        {
            if (network[person].First == person && network[party].First != person
                && ViewingRow(network, person, course.AsOf) is var viewer && viewer >= 0)
            {
                findings.Add(Exposure(network[party], network[viewer]));
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
