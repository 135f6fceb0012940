namespace Sammenhaeng.Domain.Courses;

/// <summary>
/// Everything of one citizen that rules compare, on one day: flat arrays, sorted once, local times computed once.
/// A read-only view over arrays that are used again; valid only during the call that got it.
/// </summary>
public readonly ref struct CitizenCourse
{
    private readonly CourseBuilder _rows;
    private readonly (int First, int Count) _horizonAppointments;

    internal CitizenCourse(CourseBuilder rows, DateOnly asOf, int horizonDays, ReferenceSnapshot reference, TravelTimes travel)
    {
        _rows = rows;
        AsOf = asOf;
        Horizon = new Days(asOf, asOf.AddDays(horizonDays));
        Reference = reference;
        Travel = travel;
        var first = FirstOn(asOf);
        _horizonAppointments = (first, (Horizon.To == DateOnly.MaxValue ? rows.Appointments.Count : FirstOn(Horizon.To.AddDays(1))) - first);
    }

    /// <summary>The local day that the course is judged on.</summary>
    public DateOnly AsOf { get; }

    /// <summary>From asOf on, both ends included.</summary>
    public Days Horizon { get; }

    public ReferenceSnapshot Reference { get; }

    public Limits Limits => Reference.Limits;

    public TravelTimes Travel { get; }

    public ref readonly CitizenFacts Citizen => ref _rows.Citizen;

    /// <summary>By id, then source.</summary>
    public ReadOnlySpan<PlanItem> Plans => _rows.Plans.Span;

    public ReadOnlySpan<ShareItem> Shares => _rows.Shares.Span;

    /// <summary>By id, then source.</summary>
    public ReadOnlySpan<GoalItem> Goals => _rows.Goals.Span;

    /// <summary>By id, then source.</summary>
    public ReadOnlySpan<InterventionItem> Interventions => _rows.Interventions.Span;

    /// <summary>Grouped by intervention.</summary>
    public ReadOnlySpan<RequirementItem> Requirements => _rows.Requirements.Span;

    public ReadOnlySpan<RestrictionItem> Restrictions => _rows.Restrictions.Span;

    /// <summary>By start, id and source, whatever their state; see <see cref="AppointmentItem.IsInCalendar"/>.</summary>
    public ReadOnlySpan<AppointmentItem> Appointments => _rows.Appointments.Span;

    /// <summary>Those of <see cref="Appointments"/> that start on a local day of the horizon.</summary>
    public ReadOnlySpan<AppointmentItem> HorizonAppointments => Appointments.Slice(_horizonAppointments.First, _horizonAppointments.Count);

    /// <summary>By id, then source.</summary>
    public ReadOnlySpan<ContactItem> Contacts => _rows.Contacts.Span;

    public ReadOnlySpan<AssignmentItem> Assignments => _rows.Assignments.Span;

    /// <summary>By id, then source.</summary>
    public ReadOnlySpan<NetworkMemberItem> Network => _rows.Network.Span;

    public ReadOnlySpan<ResidenceItem> Residences => _rows.Residences.Span;

    public ReadOnlySpan<ConsentItem> Consents => _rows.Consents.Span;

    public ReadOnlySpan<AssessmentItem> Assessments => _rows.Assessments.Span;

    public ReadOnlySpan<MilestoneItem> Milestones => _rows.Milestones.Span;

    public ReadOnlySpan<PowerOfAttorneyItem> PowersOfAttorney => _rows.PowersOfAttorney.Span;

    public ReadOnlySpan<DecisionItem> Decisions => _rows.Decisions.Span;

    /// <summary>Grouped by decision.</summary>
    public ReadOnlySpan<ConditionItem> Conditions => _rows.Conditions.Span;

    public ReadOnlySpan<AgreementItem> Agreements => _rows.Agreements.Span;

    public int InPersonPerWeek => Citizen.InPersonPerWeek ?? Limits.InPersonPerWeek;

    public int InPersonPerDay => Citizen.InPersonPerDay ?? Limits.InPersonPerDay;

    public int ActiveContacts => Citizen.ActiveContacts ?? Limits.ActiveContacts;

    /// <summary>Where in <see cref="Appointments"/> those begin that start on a local day or later.</summary>
    public int FirstOn(DateOnly day)
    {
        var appointments = Appointments;
        int low = 0, high = appointments.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (appointments[middle].Day < day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    /// <summary>The unit of a plan: its unit within its area, else the area.</summary>
    public static bool SameUnit(in PlanItem a, in PlanItem b) => a.Area == b.Area && a.Unit == b.Unit;

    /// <summary>Whether an entry of an invited, exemption, givenBy or holder field, written in a source, names this network person.</summary>
    public static bool Names(string source, string entry, in NetworkMemberItem person)
    {
        if (source == person.Key.Source && entry == person.Key.Id)
        {
            return true;
        }
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && entry.AsSpan(0, colon).SequenceEqual(person.Key.Source)
            && entry.AsSpan(colon + 1).SequenceEqual(person.Key.Id);
    }

    /// <summary>Whether any of the entries, written in a source, names this network person.</summary>
    public static bool Names(string source, string[]? entries, in NetworkMemberItem person)
    {
        foreach (var entry in entries ?? [])
        {
            if (Names(source, entry, person))
            {
                return true;
            }
        }
        return false;
    }
}
