using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>
/// A visit is booked in one home in a week when the child lives in another. A week somebody has listed is theirs whatever
/// its number; parity alone cannot tell 2026-W53 from 2027-W01, which are both odd.
/// </summary>
public sealed class HouseholdWrongHomeRule : IConflictRule
{
    private const int Nobody = -1;

    public string Key => "household.wrongHome";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        var residences = course.Residences;
        if (residences.Length < 2)
        {
            return;
        }
        var owner = Nobody;
        IsoWeek known = default;
        foreach (ref readonly var appointment in course.HorizonAppointments)
        {
            if (!appointment.IsInCalendar || appointment.EffectivePlace is not { } place
                || ResidenceAt(residences, place) is var home && home < 0)
            {
                continue;
            }
            var week = IsoWeek.Of(appointment.Day);
            if (week != known)
            {
                (owner, known) = (OwnerOf(course, week), week);
            }
            if (owner != Nobody && !LivesAt(course, residences[owner], place))
            {
                findings.Add(WrongHome(appointment, week, residences[home], residences[owner]));
            }
        }
    }

    private static int ResidenceAt(ReadOnlySpan<ResidenceItem> residences, string place)
    {
        var first = Nobody;
        for (var i = 0; i < residences.Length; i++)
        {
            if (residences[i].Place == place && (first == Nobody || ByParty(residences[i], residences[first]) < 0))
            {
                first = i;
            }
        }
        return first;
    }

    private static int ByParty(in ResidenceItem a, in ResidenceItem b) =>
        ItemKey.Compare(PartyOf(a), PartyOf(b));

    private static ItemKey PartyOf(in ResidenceItem residence) => new(residence.Source, residence.PartyId);

    /// <summary>A person whom several sources tell with the same CPR number is one party, under whichever of the ids.</summary>
    private static bool AreOne(in CitizenCourse course, in ResidenceItem a, in ResidenceItem b) => a.Party >= 0 && b.Party >= 0
        ? course.Network[a.Party].First == course.Network[b.Party].First
        : ByParty(a, b) == 0;

    private static bool LivesAt(in CitizenCourse course, in ResidenceItem party, string place)
    {
        foreach (ref readonly var residence in course.Residences)
        {
            if (residence.Place == place && AreOne(course, residence, party))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A residence of the one party that has the week; nobody when none has, or more than one.</summary>
    private static int OwnerOf(in CitizenCourse course, IsoWeek week)
    {
        var residences = course.Residences;
        int listed = Nobody, byParity = Nobody;
        bool manyListed = false, manyByParity = false;
        for (var i = 0; i < residences.Length; i++)
        {
            ref readonly var residence = ref residences[i];
            if (residence.Weeks == ResidenceWeeks.Listed)
            {
                if (Lists(residence.ListedWeeks, week))
                {
                    manyListed |= listed != Nobody && !AreOne(course, residences[listed], residence);
                    listed = i;
                }
            }
            else if (residence.Weeks == ResidenceWeeks.Even == week.IsEven)
            {
                manyByParity |= byParity != Nobody && !AreOne(course, residences[byParity], residence);
                byParity = i;
            }
        }
        return manyListed ? Nobody : listed != Nobody ? listed : manyByParity ? Nobody : byParity;
    }

    private static bool Lists(string[]? weeks, IsoWeek week)
    {
        foreach (var one in weeks ?? [])
        {
            if (IsoWeek.TryParse(one, out var listed) && listed == week)
            {
                return true;
            }
        }
        return false;
    }

    private Finding WrongHome(in AppointmentItem appointment, IsoWeek week, in ResidenceItem home, in ResidenceItem owner) =>
        Finding.Of(Key, Severity.H,
            Evidence.Of(("start", appointment.LocalStart), ("end", appointment.LocalEnd), ("week", week),
                ("homeOf", PartyOf(home).ToString()), ("weekOf", PartyOf(owner).ToString())),
            Subject.Of(SubjectKind.Appointment, appointment.Key));
}
