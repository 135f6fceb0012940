using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Web.Pages.Plans;
using Sammenhaeng.Web.Pages.Shared;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class TimelineTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly AreaName Area = new("SIU", "Social Test", 2, "support-agent");

    private readonly TimelineMaker _maker;

    public TimelineTests()
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("da-DK");
        var texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        _maker = new TimelineMaker(texts, new Show(texts, clock));
    }

    private static SharedPlanView Plan(params InterventionLine[] interventions) => new()
    {
        Citizen = new CitizenHeading(CitizenId.New(), "Karina Test", new DateOnly(1984, 3, 14), 42, Protection.None),
        Today = Today,
        AsOf = Today,
        HorizonDays = 28,
        IsByDate = false,
        Conflicts = [],
        Plans = [],
        Interventions = interventions,
        Appointments = [],
        Goals = [],
        Team = [],
        HiddenContacts = 0,
        Network = [],
        Consents = [],
        Agreements = [],
        WeeklyLimit = 5,
        WeeklyLimitIsOwn = false,
    };

    private static InterventionLine Lasting(string from, string? to, AreaName? area = null) => new(
        new ItemKey("social", "I1"), area ?? Area, "Støtte", Days.Of(Day(from), to is null ? (DateOnly?)null : Day(to)), InterventionStatus.Active);

    private static AppointmentLine Meeting(string start, AppointmentMode mode = AppointmentMode.InPerson, bool leisure = false) =>
        new(new ItemKey("social", start), Area, "Møde", DateTime.Parse(start), DateTime.Parse(start).AddHours(1), AppointmentStatus.Booked)
        {
            IsInCalendar = true,
            Mode = mode,
            Leisure = leisure,
            IsLoad = !leisure && mode is AppointmentMode.InPerson or AppointmentMode.HomeVisit,
        };

    private static DateOnly Day(string day) => DateOnly.Parse(day);

    private TimelineBar BarOf(string from, string? to) =>
        Assert.Single(Assert.Single(_maker.Make(Plan(Lasting(from, to)), TimelineScale.Around(Today)).Lanes).Bars);

    [Theory]
    [InlineData("2026-11-02", "2026-11-02", 1, 1, false, false)]
    [InlineData("2027-01-31", "2027-01-31", 91, 1, false, false)]
    [InlineData("2026-11-01", "2026-11-02", 1, 1, true, false)]
    [InlineData("2026-01-01", null, 1, 91, true, true)]
    [InlineData("2027-01-31", "2027-02-01", 91, 1, false, true)]
    [InlineData("2026-11-09", "2026-11-15", 8, 7, false, false)]
    public void A_bar_is_cut_at_the_edges_and_says_so(string from, string? to, int start, int width, bool before, bool open)
    {
        var bar = BarOf(from, to);
        Assert.Equal((start, width, before, open), (bar.Start, bar.Width, bar.BeganBefore, bar.HasNoEnd));
    }

    [Theory]
    [InlineData("2026-10-01", "2026-11-01")]
    [InlineData("2027-02-01", null)]
    public void What_lies_outside_has_no_bar(string from, string? to) =>
        Assert.Empty(_maker.Make(Plan(Lasting(from, to)), TimelineScale.Around(Today)).Lanes.SelectMany(lane => lane.Bars));

    [Fact]
    public void The_weeks_run_past_week_53_into_the_new_year()
    {
        var heads = _maker.Make(Plan(), TimelineScale.Around(Today)).Heads;
        Assert.Equal(["Uge 45", "46", "47", "48", "49", "50", "51", "52", "53", "1", "2", "3", "4"], heads.Select(head => head.Text));
        Assert.Equal("48", Assert.Single(heads, head => head.IsNow).Text);
        Assert.Equal(22, _maker.Make(Plan(), TimelineScale.Around(Today)).Today);
    }

    [Fact]
    public void The_load_counts_meetings_in_person_and_leaves_out_leisure_and_the_phone()
    {
        var plan = Plan() with
        {
            Appointments =
            [
                .. Enumerable.Range(0, 6).Select(day => Meeting($"2026-12-0{day + 1}T10:00")),
                Meeting("2026-12-02T12:00", AppointmentMode.Phone), Meeting("2026-12-03T12:00", leisure: true),
                Meeting("2026-12-08T09:00", AppointmentMode.HomeVisit),
            ],
        };
        var load = _maker.Make(plan, TimelineScale.Around(Today)).Load;
        Assert.Equal((6, true, 5), (load[4].Count, load[4].IsOver, load[4].Level));
        Assert.Equal((1, false, 2), (load[5].Count, load[5].IsOver, load[5].Level));
        Assert.Equal((0, 1), (load[0].Count, load[0].Level));
    }

    [Fact]
    public void Meetings_in_many_weeks_stand_in_one_row_of_small_pills_and_few_are_told_in_full()
    {
        var many = Plan() with { Appointments = [.. Enumerable.Range(0, 8).Select(week => Meeting($"{Day("2026-11-10").AddDays(7 * week):yyyy-MM-dd}T09:00"))] };
        var lane = Assert.Single(_maker.Make(many, TimelineScale.Around(Today)).Lanes);
        Assert.All(lane.Bars, bar => Assert.Equal(("1 tid", 7), (bar.Text, bar.Width)));
        Assert.Single(lane.Lists);

        var few = Plan() with { Appointments = [Meeting("2026-12-03T09:30")] };
        Assert.Equal("3.12. kl. 9.30 Møde", Assert.Single(Assert.Single(_maker.Make(few, TimelineScale.Around(Today)).Lanes).Bars).Text);
    }

    [Fact]
    public void What_is_hidden_gathers_in_one_neutral_lane_without_a_word_of_its_content()
    {
        var hidden = new InterventionLine(new ItemKey("sundhed", "I4"), null, null, Days.Of(Day("2026-11-10"), null), InterventionStatus.Active);
        var lanes = _maker.Make(Plan(Lasting("2026-11-10", null), hidden), TimelineScale.Around(Today)).Lanes;
        Assert.Equal(["Social Test", "Andre områder"], lanes.Select(lane => lane.Area.Name));
        Assert.Equal((0, "En anden indsats"), (lanes[1].Area.Token, lanes[1].Bars[0].Text));
    }

    [Fact]
    public void A_conflict_has_the_number_of_its_card_and_hatches_the_lanes_it_meets()
    {
        var conflict = new ConflictLine
        {
            Id = Guid.CreateVersion7(),
            Number = 1,
            Rule = "appointment.overlap",
            Fingerprint = "x",
            Severity = Severity.H,
            Title = "To tider samtidig",
            Explanation = "",
            Why = "",
            Condition = "",
            WaysOut = [],
            Areas = [Area],
            When = new Days(Day("2026-12-03"), Day("2026-12-03")),
            Subjects = [],
        };
        var timeline = _maker.Make(Plan(Lasting("2026-11-10", null)) with { Conflicts = [conflict, conflict with { Number = 2, When = null }] }, TimelineScale.Around(Today));
        Assert.Equal("1 · To tider samtidig", Assert.Single(timeline.Conflicts).Text);
        Assert.Equal(1, timeline.ConflictsElsewhere);
        Assert.Equal((32, 1), (timeline.Lanes[0].Hatches[0].Start, timeline.Lanes[0].Hatches[0].Width));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_longer_scale_stays_within_its_columns_and_counts_by_month(int daysPerColumn)
    {
        var timeline = _maker.Make(Plan(Lasting("2026-01-01", null)), TimelineScale.Around(Today, daysPerColumn));
        Assert.Empty(timeline.Load);
        Assert.All(timeline.Heads, head => Assert.InRange(head.Start + head.Width - 1, 1, 91));
        Assert.Equal(timeline.Heads.Count, timeline.Heads.Select(head => head.Start).Distinct().Count());
    }
}
