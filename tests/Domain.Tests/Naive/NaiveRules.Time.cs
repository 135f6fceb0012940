using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Tests.Naive;

internal static partial class NaiveRules
{
    private static IEnumerable<NaiveFinding> AppointmentOverlap(PlainCourse c) =>
        from pair in Pairs(c.Calendar().Where(c.InHorizon))
        where Terms.Overlap(pair.A, pair.B)
        let bothByPhone = pair.A.Mode == AppointmentMode.Phone && pair.B.Mode == AppointmentMode.Phone
        select Together("appointment.overlap", bothByPhone ? Severity.M : Severity.H, pair.A, pair.B);

    private static IEnumerable<NaiveFinding> AppointmentTravel(PlainCourse c) =>
        from day in c.Calendar().Where(a => a.InPerson() && c.InHorizon(a)).GroupBy(a => a.Day())
        from pair in day.Zip(day.Skip(1))
        let a = pair.First
        let b = pair.Second
        where c.Place(a) is not null && c.Place(b) is not null && !Terms.Overlap(a, b)
        where (b.Start - a.End).TotalMinutes < c.Needed(c.Place(a)!, c.Place(b)!)
        select Towards("appointment.travel", b.Mandatory ? Severity.H : Severity.M, a, b);

    private static IEnumerable<NaiveFinding> AppointmentRestrictedWindow(PlainCourse c) =>
        from a in c.Calendar()
        where a.InPerson() && c.InHorizon(a)
        from r in c.Restrictions
        where c.Live(r) && Terms.Blocks(r, a)
        select Against("appointment.restrictedWindow", Severity.H, a, r);

    private static IEnumerable<NaiveFinding> LoadAppointments(PlainCourse c) =>
        from monday in c.Weeks()
        let count = c.Calendar().Count(a => a.InPerson() && !a.Leisure && a.Day() >= monday && a.Day() <= monday.AddDays(6))
        where count > (c.InPersonPerWeek ?? c.Limits.InPersonPerWeek)
        select One("load.appointments", Severity.M, Terms.Week(monday));

    private static IEnumerable<NaiveFinding> LoadPerDay(PlainCourse c) =>
        from day in c.Calendar().Where(a => a.InPerson() && !a.Leisure && c.InHorizon(a)).GroupBy(a => a.Day())
        where day.Count() > (c.InPersonPerDay ?? c.Limits.InPersonPerDay) || day.Sum(a => (a.End - a.Start).TotalMinutes) > c.Limits.InPersonHoursPerDay * 60
        where !c.PrefersBundledDays
        select One("load.perDay", Severity.L, day.Key.ToString("yyyy-MM-dd"));

    private static IEnumerable<NaiveFinding> HouseholdWrongHome(PlainCourse c)
    {
        string PersonOf(PlainResidence r) => c.Network.FirstOrDefault(n => n.Name == PartyOf(r))?.Who ?? PartyOf(r);
        foreach (var a in c.Calendar().Where(c.InHorizon))
        {
            var week = Terms.Week(a.Day());
            var parity = int.Parse(week[6..]) % 2 == 0 ? "even" : "odd";
            var listed = c.Residences.Where(r => r.Weeks.Contains(week)).Select(PersonOf).Distinct().ToList();
            var byParity = c.Residences.Where(r => r.Weeks.Contains(parity)).Select(PersonOf).Distinct().ToList();
            var owners = listed.Count > 0 ? listed : byParity;
            var homeOf = c.Residences.Where(r => r.Place == c.Place(a)).Select(PersonOf).ToList();
            if (owners.Count == 1 && homeOf.Count > 0 && !homeOf.Contains(owners[0]))
            {
                yield return One("household.wrongHome", Severity.H, a.Name);
            }
        }
    }

    private static string PartyOf(PlainResidence r) => r.Source + ":" + r.Party;

    private static IEnumerable<NaiveFinding> AddressExposure(PlainCourse c) =>
        from party in c.Network
        where IsFirst(c, party, n => n.Protection != Protection.None)
        where c.Residences.Any(r => c.Network.Any(n => n.Name == PartyOf(r) && n.Who == party.Who)
            && c.Appointments.Any(a => a.Status == AppointmentStatus.Booked && c.InHorizon(a) && c.Place(a) == r.Place))
        from viewer in c.Network
        where viewer.Who != party.Who
        where IsFirst(c, viewer, n => n.Portal != PortalAccess.None && (n.PortalUntil is null || n.PortalUntil >= c.AsOf))
        select Towards("address.exposure", Severity.K, party, viewer);

    /// <summary>Of what the sources tell of a person, the first that says so, by id and then source.</summary>
    private static bool IsFirst(PlainCourse c, PlainPerson person, Func<PlainPerson, bool> says) =>
        person == c.Network.Where(n => n.Who == person.Who && says(n))
            .OrderBy(n => n.Id, StringComparer.Ordinal).ThenBy(n => n.Source, StringComparer.Ordinal).FirstOrDefault();

    private static IEnumerable<NaiveFinding> SupportMissing(PlainCourse c) =>
        from a in c.Calendar()
        where c.InHorizon(a) && a.NeedsSupport && a.Support is null
        let daysAway = a.Day().DayNumber - c.AsOf.DayNumber
        select One("support.missing", daysAway < c.Limits.SupportSoonDays ? Severity.H : Severity.M, a.Name);

    private static IEnumerable<NaiveFinding> VoiceMeetingAbout(PlainCourse c) =>
        from a in c.Appointments
        where a.Status == AppointmentStatus.Booked && a.Decision && c.InHorizon(a)
        where a.Invited is not null && !a.Invited.Contains("citizen") && !a.Exemption.Contains("citizen")
        select One("voice.meetingAbout", Severity.M, a.Name);

    private static IEnumerable<NaiveFinding> CustodyNotInvited(PlainCourse c) =>
        from a in c.Appointments
        where a.Status == AppointmentStatus.Booked && a.Decision && c.InHorizon(a) && a.Day() < c.Birthday(18)
        from person in c.Network
        where IsFirst(c, person, n => n.CustodyHolder)
        where !c.Network.Any(n => n.Who == person.Who && (Terms.Names(a.Source, a.Invited ?? ["citizen"], n) || Terms.Names(a.Source, a.Exemption, n)))
        select Against("custody.notInvited", Severity.H, a, person);

    private static IEnumerable<NaiveFinding> SanctionRisk(PlainCourse c)
    {
        var others = Terms.InOrder(c.Appointments.Where(a => a.OfCitizen() && a.Status != AppointmentStatus.Cancelled));
        foreach (var missed in others.Where(a => a.Mandatory && a.Status == AppointmentStatus.Missed && a.Day() >= c.AsOf.AddDays(1 - c.Limits.MissedLookbackDays) && a.Day() <= c.AsOf))
        {
            var isDoubleBooked = others.Any(a => a != missed && Terms.Overlap(a, missed) && !c.SameMeeting(a, missed));
            var sameDay = others.Where(a => a.InPerson() && a.Day() == missed.Day()).ToList();
            var before = sameDay.LastOrDefault(a => a.Start < missed.Start);
            var after = sameDay.FirstOrDefault(a => a.Start > missed.Start);
            var isHardToReach = (before is not null && TooTight(c, before, missed)) || (after is not null && TooTight(c, missed, after));
            var isBlocked = c.Restrictions.Any(r => Terms.Blocks(r, missed));
            if (isDoubleBooked || (missed.InPerson() && (isHardToReach || isBlocked)))
            {
                yield return One("sanction.risk", Severity.H, missed.Name);
            }
        }
    }

    private static bool TooTight(PlainCourse c, PlainAppointment a, PlainAppointment b) =>
        c.Place(a) is { } from && c.Place(b) is { } to && !Terms.Overlap(a, b) && (b.Start - a.End).TotalMinutes < c.Needed(from, to);
}
