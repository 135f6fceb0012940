using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Tests.Naive;

namespace Sammenhaeng.Domain.Tests.Courses;

internal sealed partial class GeneratedCourses
{
    private List<PlainIntervention> Interventions()
    {
        var found = Unique(_dice.Many(9, _ => Intervention()));
        return [.. found.Select(i => i with { Requires = _dice.Chance(45) ? [] : [.. Enumerable.Range(0, _dice.Between(1, 2)).Select(_ => Requirement(found, i))] })];
    }

    private PlainIntervention Intervention()
    {
        var plan = AnyPlan();
        var (from, to) = _dice.Period();
        return new PlainIntervention(plan.Source, plan.Area, Id("I"), plan.Id, _dice.Of("mentoring", "education", "physicalTraining") + _dice.Variant(),
            _dice.Mostly(_dice.Of(InterventionStatus.Active, InterventionStatus.Planned), 75), from, to)
        {
            WeeklyHours = _dice.Of<decimal?>(null, 0, 0.1m, 0.2m, 1.5m, 2, 3, 3.7m, 10, 12, 37),
            Obligatory = _dice.Chance(80),
            Demands = _dice.Chance(60) ? [] : _dice.Some(2, "stairs", "noise", "high-load-left-hip"),
        };
    }

    private PlainRequirement Requirement(List<PlainIntervention> all, PlainIntervention from)
    {
        var to = all[_dice.Below(all.Count)];
        var reference = to.Source == from.Source ? Reference(to.Source, to.Id) : to.Name;
        return new PlainRequirement(_dice.Chance(15) ? "region:ukendt" : reference, _dice.Mostly(RequirementStrength.Required));
    }

    private PlainRestriction Restriction()
    {
        var (source, area) = Source();
        var (from, to) = _dice.Period();
        var start = _dice.Between(0, 22);
        return new PlainRestriction(source, area, Id("R"), _dice.Word<RestrictionKind>(), from, to)
        {
            Hours = _dice.Of(0, 0.3m, 2, 3, 3.7m, 5, 10, 12),
            Demand = _dice.Of("stairs", "noise"),
            Weekdays = [.. Enum.GetValues<DayOfWeek>().Where(_ => _dice.Chance(40))],
            Start = new TimeOnly(start, _dice.Of(0, 30)),
            End = new TimeOnly(_dice.Between(start + 1, 23), 0).AddMinutes(_dice.Of(0, 45)),
        };
    }

    private PlainContact Contact()
    {
        var (source, area) = Source();
        var (from, to) = _dice.Period();
        var absence = _dice.Day();
        var person = _dice.Of(null, null, "anne", "bo");
        return new PlainContact(source, _dice.Chance(80) ? area : "LOT", Id("W"), _dice.Chance(30) ? null : from, to)
        {
            Person = person,
            Team = _dice.Of(null, null, null, "Øst", "Vest"),
            AbsentFrom = _dice.Chance(60) ? null : absence,
            AbsentTo = _dice.Of<DateOnly?>(null, absence.AddDays(12), absence.AddDays(13), absence.AddDays(14), absence.AddDays(60)),
            Deputy = _dice.Of(null, null, "W1"),
            Coordinator = _dice.Of(CoordinatorKind.None, CoordinatorKind.Main, CoordinatorKind.Deputy),
            CoordinatorFrom = _dice.Of(_dice.Day(), _dice.AsOf.AddDays(-_dice.Between(13, 16)), _dice.AsOf.AddDays(-40)),
            CoordinatorTo = _dice.Of<DateOnly?>(null, null, _dice.AsOf, _dice.AsOf.AddDays(-1)),
        };
    }

    private PlainAssignment Assignment() => new(_dice.Of("anne", "bo", "carla"), _dice.AsOf.AddDays(-_dice.Between(0, 40)), _dice.DayOrNone(60));

    private PlainPerson Person()
    {
        var (source, area) = Source();
        return new PlainPerson(source, area, _dice.Of("mor", "far", "N1"), _dice.Word<PortalAccess>(), _dice.DayOrNone(50), _dice.Chance(50), _dice.Mostly(Protection.None))
        {
            Cpr = _dice.Of(null, null, "a", "b"),
        };
    }

    private List<PlainResidence> Residences(List<PlainPerson> network) =>
        network.Count == 0 ? [] : _dice.Many(5, _ =>
        {
            var party = network[_dice.Below(network.Count)];
            IReadOnlyList<string> weeks = _dice.Chance(55)
                ? [_dice.Of("even", "odd")]
                : [.. Enumerable.Range(-1, 7).Where(_ => _dice.Chance(40)).Select(week => Terms.Week(_dice.AsOf.AddDays(7 * week)))];
            return new PlainResidence(party.Source, party.Id, party.Id == "far" ? "FARS" : _dice.Of("MORS", "MORS", "FARS", "HJEM"), weeks);
        });

    private List<PlainAppointment> Appointments(PlainCourse course)
    {
        var found = new List<PlainAppointment>();
        var days = Enumerable.Range(0, _dice.Between(1, 4) * _dice.Scale).Select(_ => _dice.AsOf.AddDays(_dice.Of(-28, -27, -3, -1, 0, 1, 2, 6, 7, 20, 27, 28, 29))).ToList();
        var count = _dice.Chance(20) ? 0 : _dice.Between(1, 16) * _dice.Scale;
        for (var i = 0; i < count; i++)
        {
            var earlier = found.Count > 0 ? found[_dice.Below(found.Count)] : null;
            var (source, area) = Source();
            found.Add(earlier is not null && _dice.Chance(15)
                ? earlier with { Source = source, Area = area, Id = Id("A"), Status = _dice.Chance(70) ? earlier.Status : _dice.Word<AppointmentStatus>() }
                : Appointment(course, (source, area), Start(days, earlier)));
        }
        return found;
    }

    /// <summary>Somewhere on one of few days, or closely after or over another one; by UTC, so that clock changes come as they do.</summary>
    private DateTimeOffset Start(List<DateOnly> days, PlainAppointment? earlier)
    {
        if (earlier is not null && _dice.Chance(50))
        {
            return earlier.End.AddMinutes(_dice.Of(-30, -1, 0, 1, 9, 10, 14, 15, 29, 30, 34, 35, 39, 40, 41));
        }
        var minutes = _dice.Chance(80) ? 15 * _dice.Between(6 * 4, 14 * 4) : 15 * _dice.Between(0, (24 * 4) - 1);
        return new DateTimeOffset(days[_dice.Below(days.Count)], TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minutes);
    }

    private PlainAppointment Appointment(PlainCourse course, (string Name, string Area) source, DateTimeOffset start)
    {
        var isPast = Terms.Local(start).Date < course.AsOf.ToDateTime(TimeOnly.MinValue);
        var status = isPast ? _dice.Mostly(AppointmentStatus.Missed, 50) : _dice.Mostly(AppointmentStatus.Booked, 75);
        return new PlainAppointment(source.Name, source.Area, Id("A"), start, start.AddMinutes(_dice.Of(1, 10, 30, 30, 45, 60, 60, 90, 150, 240, 241, 1440)),
            _dice.Mostly(AppointmentMode.InPerson, 50), status)
        {
            Place = _dice.Of(null, "P1", "P1", "P2", "P3", "HJEM", "MORS", "FARS"),
            Mandatory = _dice.Chance(50),
            Leisure = _dice.Chance(15),
            Decision = _dice.Chance(25),
            Invited = _dice.Chance(60) ? null : [.. Enumerable.Range(0, _dice.Below(4)).Select(_ => Someone())],
            Exemption = _dice.Chance(70) ? [] : [Someone()],
            NeedsSupport = _dice.Chance(25),
            Support = _dice.Chance(50) ? null : "Kørsel",
        };
    }

    private PlainConsent Consent()
    {
        var (source, area) = Source();
        return new PlainConsent(source, area, Id("S"), _dice.Some(2, "SIU", "AHL", "AKB"), _dice.Some(2, "SIU", "AHL", "AKB", "LOT"), Someone(),
            _dice.Chance(80) ? _dice.AsOf.AddDays(-200) : _dice.Day(), _dice.DayOrNone(), _dice.DayOrNone(75));
    }

    private PlainAssessment Assessment()
    {
        var (source, area) = Source();
        return new PlainAssessment(source, area, Id("Y"), _dice.Of("mobility", "health"), _dice.Mostly(AssessmentScale.Ffb, 80), _dice.Between(0, 4),
            _dice.AsOf.AddDays(_dice.Of(-181, -180, -179, -1, 0, 1)), _dice.Of("Træning", "Visitation"));
    }

    private PlainPower Power()
    {
        var (source, area) = Source();
        return new PlainPower(source, area, Id("F"), _dice.Day());
    }

    private PlainDecision Decision()
    {
        var (source, area) = Source();
        var (from, to) = _dice.Period();
        return new PlainDecision(source, area, Id("D"), _dice.Of(null, "transport" + _dice.Variant(), "briller"), from, to) { Requires = Conditions(), Sets = Conditions() };
    }

    private List<(string Key, string Value)> Conditions() => [.. Enumerable.Range(0, _dice.Below(3)).Select(_ => (_dice.Of("bolig", "arbejde") + _dice.Variant(), _dice.Of("ja", "nej")))];

    private PlainAgreement Agreement()
    {
        var (source, area) = Source();
        return new PlainAgreement(source, area, Id("E"), _dice.Of(null, "citizen", "citizen"), _dice.DayOrNone(), _dice.Chance(30));
    }
}
