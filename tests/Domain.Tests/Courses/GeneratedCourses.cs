using CsCheck;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Tests.Naive;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>
/// Courses of every sort, realistic in size and nasty in detail: several sources with equal ids, ties, references across sources and
/// to what has not come, days at every limit, clock changes, ISO week 53, birthdays on 29 February, and much that is not told.
/// </summary>
internal sealed partial class GeneratedCourses
{
    public static Gen<PlainCourse> Courses { get; } = Gen.Int.Select(Of);

    /// <summary>Always the same course for a seed.</summary>
    public static PlainCourse Of(int seed) => Large(seed, 1);

    /// <summary>A course with as many times more of everything.</summary>
    public static PlainCourse Large(int seed, int scale) => new GeneratedCourses(seed, scale).Throw();

    /// <summary>Far more items than any citizen has, so that rules take the ways they keep for many.</summary>
    public static PlainCourse Huge(int seed) => Large(seed, 80);

    private static readonly (string Name, string Area)[] AllSources =
        [("social", "SIU"), ("sundhed", "AHL"), ("jobcenter", "AKB"), ("region", "REG"), ("bolig", "SIU")];

    private readonly Dice _dice;
    private readonly List<(string Name, string Area)> _sources;
    private readonly List<PlainPlan> _plans = [];
    private PlanType[] _types = [];

    private GeneratedCourses(int seed, int scale)
    {
        _dice = new Dice(seed, scale);
        _sources = _dice.Shuffled(AllSources)[.._dice.Between(1, 4)];
    }

    private PlainCourse Throw()
    {
        var asOf = _dice.AsOf = AsOf();
        _types = Types();
        _plans.AddRange(Unique(Enumerable.Range(0, _dice.Between(1, 8) * _dice.Scale).Select(_ => Plan())));
        var network = Unique(_dice.Many(5, _ => Person()));
        var contacts = Unique(_dice.Many(8, _ => Contact()));
        var course = new PlainCourse
        {
            AsOf = asOf,
            HorizonDays = _dice.Of(28, 28, 28, 42, 7, 0),
            Limits = _dice.Chance(50) ? Limits.Seed : OwnLimits(),
            DefaultMinutes = _dice.Of(30, 30, 15),
            BufferMinutes = _dice.Of(10, 10, 0, 5),
            BirthDate = BirthDate(asOf),
            HomePlace = _dice.Of(null, "HJEM", "MORS"),
            CoordinatorDeclinedUntil = _dice.DayOrNone(80),
            LastContactOn = _dice.DayOrNone(),
            InPersonPerWeek = _dice.Of<int?>(null, null, 1, 3),
            InPersonPerDay = _dice.Of<int?>(null, null, 1, 0),
            ActiveContacts = _dice.Of<int?>(null, null, 1, 3),
            PrefersBundledDays = _dice.Chance(20),
            Plans = _plans,
            Shares = _dice.Many(5, _ => Share()),
            Goals = Goals(),
            Milestones = Unique(_dice.Many(5, _ => Milestone())),
            Interventions = Interventions(),
            Restrictions = Unique(_dice.Many(4, _ => Restriction())),
            Contacts = contacts,
            Assignments = _dice.Many(2, _ => _dice.Chance(40) ? Assignment() : null),
            Network = network,
            Consents = Unique(_dice.Many(5, _ => Consent())),
            Assessments = Unique(_dice.Many(6, _ => Assessment())),
            Powers = Unique(_dice.Many(3, _ => Power())),
            Decisions = Unique(_dice.Many(5, _ => Decision())),
            Agreements = Unique(_dice.Many(3, _ => Agreement())),
            Travel = _dice.Chance(30) ? [] : [new("P1", "P2", 5), new("P3", "P2", 20), new("HJEM", "P1", 0), new("MORS", "FARS", 25)],
        };
        course = course with { Residences = Residences(network) };
        return course with { Appointments = Unique(Appointments(course)), Plans = WithOwners(contacts) };
    }

    /// <summary>A municipality's own: near the seed's, where the days of courses lie close.</summary>
    private Limits OwnLimits() => new()
    {
        InPersonPerWeek = _dice.Of(0, 4, 5, 6),
        InPersonPerDay = _dice.Of(1, 2, 3),
        InPersonHoursPerDay = _dice.Of(1, 4, 5),
        ActiveContacts = _dice.Of(1, 3, 4, 5),
        ConsentExpiryDays = _dice.Of(0, 29, 30, 31),
        MandateExpiryDays = _dice.Of(0, 29, 30, 31),
        TransitionDays = _dice.Of(7, 182, 183, 184),
        OwnerChangeDays = _dice.Of(0, 182, 183, 184),
        AgeThresholdDays = _dice.Of(0, 89, 90, 91),
        HandoverDays = _dice.Of(0, 13, 14, 15),
        AbsenceDays = _dice.Of(1, 13, 14, 15),
        SilenceDays = _dice.Of(1, 59, 60, 61),
        AssessmentDays = _dice.Of(0, 1, 180, 181),
        AssessmentDelta = _dice.Of(1, 2, 3),
        SupportSoonDays = _dice.Of(0, 6, 7, 8),
        MissedLookbackDays = _dice.Of(1, 27, 28, 29),
        NoPlanGraceDays = _dice.Of(0, 6, 7, 8),
        FollowUpSevereDays = _dice.Of(0, 29, 30, 31),
    };

    /// <summary>Those of the reference data, and some whose days lie where it matters on the day of this course.</summary>
    private PlanType[] Types()
    {
        var plain = A.Reference.PlanTypes["EXT"];
        return
        [
            .. A.Reference.PlanTypes.Values,
            plain with { Code = "UDLØB", ValidTo = _dice.AsOf.AddDays(_dice.Between(-2, 1)), LegacyAllowed = _dice.Chance(25) },
            plain with { Code = "SKIFT", OwnerChangesOn = _dice.AsOf.AddDays(_dice.Of(-30, 0, 182, 183, 184)), NewOwner = "Regionen" },
            plain with { Code = "FRIST", CreateWithinDays = _dice.Of(0, 7, 30, 61, 92) },
            plain with { Code = "ENE", ExclusiveWith = ["ENE", "SEL83"] },
            A.Reference.PlanTypes["SEL83"] with { ExclusiveWith = ["ENE", "ÆL10"] },
        ];
    }

    /// <summary>Days that are special somewhere: clock changes, turns of ISO years, leap days.</summary>
    private DateOnly AsOf()
    {
        var near = _dice.Of(
            new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 5), new DateOnly(2026, 10, 25), new DateOnly(2026, 3, 29), new DateOnly(2027, 3, 28),
            new DateOnly(2026, 12, 28), new DateOnly(2027, 1, 4), new DateOnly(2020, 12, 31), new DateOnly(2028, 2, 29), new DateOnly(2027, 3, 1));
        return near.AddDays(_dice.Chance(30) ? 0 : -_dice.Between(0, 30));
    }

    private DateOnly BirthDate(DateOnly asOf)
    {
        if (_dice.Chance(15))
        {
            return new DateOnly(_dice.Of(1984, 2008, 2012), 2, 29);
        }
        var years = _dice.Of(14, 15, 16, 17, 18, 18, 18, 19, 42, 78);
        return asOf.AddYears(-years).AddDays(_dice.Of(-91, -90, -89, -1, 0, 1, 2, 27, 28, 29, 89, 90, 91, 200));
    }

    /// <summary>One of each source and id, as the import keeps them.</summary>
    private static List<T> Unique<T>(IEnumerable<T> items) where T : PlainItem => [.. items.DistinctBy(item => item.Name)];

    private (string Name, string Area) Source() => _sources[_dice.Below(_sources.Count)];

    private string Id(string letter) => letter + _dice.Between(1, 9 * _dice.Scale);

    /// <summary>A plan, or null where its source has none: items of a plan come from its source.</summary>
    private PlainPlan AnyPlan() => _plans[_dice.Below(_plans.Count)];

    private string Reference(string source, string id) => _dice.Chance(50) ? id : source + ":" + id;

    /// <summary>Entries of invited, exemption and givenBy: the citizen, own and others' people, and some nobody knows.</summary>
    private string Someone() => _dice.Of("citizen", "mor", "far", "N1", Reference(_dice.Of(AllSources).Name, _dice.Of("mor", "far", "N1")), "ukendt:mor");

    private List<PlainPlan> WithOwners(List<PlainContact> contacts) =>
        [.. _plans.Select(plan => plan with { Owner = contacts.Where(w => w.Source == plan.Source).Select(w => w.Id).FirstOrDefault(_ => _dice.Chance(60)) })];

    private PlainPlan Plan()
    {
        var (source, area) = Source();
        var (from, to) = _dice.Period();
        return new PlainPlan(source, area, Id("P"), _dice.Of<PlanType>(_types), _dice.Mostly(PlanStatus.Active), from, to)
        {
            NextFollowUp = _dice.DayOrNone(),
            Unit = _dice.Of(null, null, "Nord", "Syd"),
            EndsAtAge = _dice.Of<int?>(null, 18, 23),
            Successor = _dice.Of(null, null, "P1"),
            NoFurtherNeed = _dice.Chance(15),
            ReplacedBy = _dice.Of(null, null, null, "P2"),
            KeepsOwner = _dice.Chance(20),
            CitizenDeclinedGoal = _dice.Chance(20),
            DecisionDate = _dice.DayOrNone(),
        };
    }

    private PlainShare Share()
    {
        var plan = AnyPlan();
        return new PlainShare(plan.Source, plan.Id, _dice.Of("SIU", "AHL", "AKB", "LOT"), _dice.Mostly(ShareGround.Consent));
    }

    private List<PlainGoal> Goals()
    {
        var goals = Unique(_dice.Many(8, _ => Goal()));
        return [.. goals.Select(goal => goal with { Parent = goals.Where(g => g.Source == goal.Source).Select(g => g.Id).FirstOrDefault(_ => _dice.Chance(30)) })];
    }

    private PlainGoal Goal()
    {
        var plan = AnyPlan();
        return new PlainGoal(plan.Source, plan.Area, Id("G"), plan.Id, _dice.Of("health", "mobility"), _dice.Word<GoalDirection>(),
            _dice.Word<GoalOrigin>(), _dice.Mostly(GoalStatus.Active, 75))
        { Due = _dice.DayOrNone() };
    }

    private PlainMilestone Milestone()
    {
        var plan = AnyPlan();
        return new PlainMilestone(plan.Source, plan.Area, Id("M"), plan.Id, _dice.Of("stu", "fgu"), _dice.Mostly(MilestoneKind.Formal), _dice.AsOf.AddDays(_dice.Of(5, 5, 30)));
    }
}
