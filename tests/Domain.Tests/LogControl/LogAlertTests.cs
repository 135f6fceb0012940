using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.LogControl;
using Sammenhaeng.Domain.LogControl.Alerts;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.LogControl;

public sealed class LogAlertTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateOnly Day = new(2026, 10, 5);

    private readonly UserId _user = UserId.New();
    private readonly CitizenId _citizen = CitizenId.New();

    [Fact]
    public void A1_tells_of_an_attempt_at_ones_own_record_though_it_was_denied() =>
        Assert.Single(Found(new OwnRecordAlert(), Related(Kinship.Self, Access(AccessKind.Denied))));

    [Fact]
    public void A2_tells_of_the_household_though_work_explains_it_and_of_a_namesake_only_when_it_does_not()
    {
        Assert.Single(Found(new HouseholdAlert(), Related(Kinship.Household, Access(explained: true))));
        Assert.Single(Found(new HouseholdAlert(), Related(Kinship.Close, Access())));
        Assert.Empty(Found(new HouseholdAlert(), Related(Kinship.Close, Access(explained: true))));
    }

    [Fact]
    public void A3_tells_of_a_colleague_and_not_of_one_who_is_the_users_own_case()
    {
        ControlDay Of(LoggedAccess access) => At(new[] { (UserId.New(), Kinship.Self) }, access);

        Assert.Single(Found(new ColleagueAlert(), Of(Access())));
        Assert.Empty(Found(new ColleagueAlert(), Of(Access(explained: true))));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 4)]
    public void A4_tells_when_more_than_three_look_at_one_citizen(int lookers, int told) => Assert.Equal(
        told, Found(new ManyLookersAlert(), At([], [.. Enumerable.Range(0, lookers).Select(_ => Access(user: UserId.New()))])).Count);

    [Fact]
    public void A4_tells_when_one_looks_at_somebody_well_known_and_not_when_work_explains_it()
    {
        ControlDay Of(LoggedAccess access) => new() { Day = Day, Accesses = [access], WellKnown = new HashSet<CitizenId> { _citizen } };
        Assert.Single(Found(new ManyLookersAlert(), Of(Access())));
        Assert.Empty(Found(new ManyLookersAlert(), Of(Access(explained: true))));
        Assert.Empty(Found(new ManyLookersAlert(), Of(Access(citizen: CitizenId.New()))));
    }

    [Theory]
    [InlineData(20, 5.0, 0)]
    [InlineData(21, 5.0, 1)]
    [InlineData(30, 10.0, 0)]
    [InlineData(31, 10.0, 1)]
    public void A5_tells_of_more_than_three_times_the_usual_and_never_of_few(int citizens, double median, int told)
    {
        var day = At([], [.. Enumerable.Range(0, citizens).Select(_ => Access(citizen: CitizenId.New(), explained: true))], new UsualWork(median, 20, 0));

        Assert.Equal(told, Found(new VolumeAlert(), day).Count);
    }

    [Fact]
    public void A6_tells_of_five_citizens_looked_at_for_nothing_and_not_of_those_who_were_helped()
    {
        var looks = Enumerable.Range(0, 5).Select(_ => Access(citizen: CitizenId.New())).ToArray();

        Assert.Single(Found(new NoActionAlert(), At([], looks)));
        Assert.Empty(Found(new NoActionAlert(), At([], [.. looks, Access(AccessKind.Act, citizen: looks[0].Citizen)])));
        Assert.Empty(Found(new NoActionAlert(), At([], looks[1..])));
    }

    [Theory]
    [InlineData(5, 59, 0.0, 1)]
    [InlineData(6, 0, 0.0, 0)]
    [InlineData(19, 59, 0.0, 0)]
    [InlineData(20, 0, 0.0, 1)]
    [InlineData(20, 0, 0.1, 0)]
    public void A7_tells_of_hours_that_are_not_the_users(int hour, int minute, double usual, int told) => Assert.Equal(
        told, Found(new OutsideHoursAlert(), At([], [Access(at: new TimeOnly(hour, minute))], new UsualWork(5, 20, usual))).Count);

    [Theory]
    [InlineData(150, 1)]
    [InlineData(151, 0)]
    public void A8_tells_of_five_numbers_without_a_hit_in_ten_minutes(int secondsBetween, int told) => Assert.Equal(told, Found(new NumberProbingAlert(), At([],
        [.. Enumerable.Range(0, 5).Select(i => Access(AccessKind.NumberWithoutHit) with { Citizen = null, At = Day.ToDateTime(new TimeOnly(10, 0)).AddSeconds(i * secondsBetween) })])).Count);

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    public void A9_tells_of_a_former_case_when_it_has_been_handed_over(int days, int told)
    {
        var day = new ControlDay
        {
            Day = Day,
            Accesses = [Access()],
            LastExplained = new Dictionary<(UserId, CitizenId), DateOnly> { [(_user, _citizen)] = Day.AddDays(-days) },
        };

        Assert.Equal(told, Found(new RelationEndedAlert(), day).Count);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    public void A10_tells_of_many_taken_out(int citizens, int told) => Assert.Equal(
        told, Found(new ExportAlert(), At([], [.. Enumerable.Range(0, citizens).Select(_ => Access(AccessKind.Export, citizen: CitizenId.New()))])).Count);

    [Fact]
    public void Everything_an_alert_is_about_is_drawn_once_and_so_is_emergency_access()
    {
        var looks = Enumerable.Range(0, 5).Select(_ => Access(citizen: CitizenId.New())).ToArray();
        var day = At([], [.. looks, Access(AccessKind.Look) with { IsBreakGlass = true }, Access(citizen: CitizenId.New(), explained: true)]);

        var visits = Visit.Of(day, LogAlerts.In(day));

        Assert.Equal(["A6"], Assert.Single(visits, visit => visit.Id == looks[0].Id).Alerts);
        Assert.Equal(2, visits.Count(visit => visit.Ground == SampleGround.Alert));
        Assert.Equal(4, visits.Count(visit => visit.Ground == SampleGround.Unexplained));
        Assert.Single(visits, visit => visit.Ground == SampleGround.Explained);
    }

    [Fact]
    public void Tries_of_numbers_are_asked_about_though_they_found_nobody()
    {
        var day = At([], [.. Enumerable.Range(0, 6).Select(_ => Access(AccessKind.NumberWithoutHit) with { Citizen = null })]);

        Assert.Equal(["A8"], Assert.Single(Visit.Of(day, LogAlerts.In(day))).Alerts);
    }

    private static IReadOnlyList<LogAlert> Found(ILogAlertRule rule, ControlDay day) => [.. rule.Find(day)];

    private LoggedAccess Access(
        AccessKind kind = AccessKind.Look, bool explained = false, CitizenId? citizen = null, UserId? user = null, TimeOnly? at = null) =>
        new(Guid.NewGuid(), Day.ToDateTime(at ?? new TimeOnly(10, 0)), user ?? _user, citizen ?? _citizen, kind, explained);

    private ControlDay Related(Kinship kinship, LoggedAccess access) => At(new[] { (_user, kinship) }, access);

    private ControlDay At((UserId User, Kinship Kinship)[] kin, params LoggedAccess[] accesses) => At(kin, accesses, null);

    private ControlDay At((UserId User, Kinship Kinship)[] kin, LoggedAccess[] accesses, UsualWork? usual) => new()
    {
        Day = Day,
        Accesses = accesses,
        Kin = kin.ToLookup(_ => _citizen, one => one),
        Usual = usual is null ? new Dictionary<UserId, UsualWork>() : new Dictionary<UserId, UsualWork> { [_user] = usual },
    };
}
