using System.Globalization;
using Sammenhaeng.Domain.Conflicts;
using Xunit;

namespace Sammenhaeng.Web.Tests.Pages;

public sealed class SharedPlanPageTests(CitizensHost host) : IClassFixture<CitizensHost>
{
    [Theory]
    [InlineData("karina", "demo-maja")]
    [InlineData("jonas", "demo-rikke")]
    [InlineData("poul", "demo-hanne")]
    public async Task A_worked_citizen_shows_exactly_the_expected_conflicts_on_the_expected_day(string citizen, string person)
    {
        var id = citizen switch { "karina" => host.Karina, "jonas" => host.Jonas, _ => host.Poul };
        var (asOf, days, fingerprints) = CitizensHost.Expected(citizen);
        var day = asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = await (await host.SignInAsync(person)).OpenAsync($"/borgere/{id}/konflikter?pr={day}&dage={days}");

        var titles = page.Html.QuerySelectorAll("article.conflict h3").Select(heading => heading.TextContent.Trim()).ToList();
        Assert.Equal(Enumerable.Range(1, titles.Count).Select(number => $"{number} · "), titles.Select(title => title[..(title.IndexOf('·', StringComparison.Ordinal) + 2)]));
        Assert.Equal(
            fingerprints.Select(fingerprint => RuleText.Of(fingerprint[..fingerprint.IndexOf(':', StringComparison.Ordinal)]).Title.Da).Order(),
            titles.Select(title => title[(title.IndexOf('·', StringComparison.Ordinal) + 2)..]).Order());
        Assert.Contains("Intet er ændret", page.Html.QuerySelector(".asof")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_shows_two_conflicts_and_says_how_many_there_are()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.Karina}/plan");
        Assert.Equal(2, page.Html.QuerySelectorAll("article.conflict").Length);
        Assert.Contains("14 konflikter i planen", page.Html.QuerySelector("#conflicts")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Html.QuerySelector(".asof"));
    }

    [Fact]
    public async Task A_card_always_says_why_and_what_to_do()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.Karina}/konflikter");
        Assert.All(page.Html.QuerySelectorAll("article.conflict"), card =>
        {
            Assert.Contains("Hvorfor er den markeret?", card.TextContent, StringComparison.Ordinal);
            Assert.NotNull(card.QuerySelector("a.button-primary"));
        });
    }

    [Fact]
    public async Task What_another_area_holds_is_hidden_and_its_time_is_shown()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.Karina}/tidslinje");
        var text = page.Html.Body!.TextContent;
        Assert.Contains("Andre områder", text, StringComparison.Ordinal);
        Assert.Contains("En anden tid", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lkohol", text, StringComparison.Ordinal);
        Assert.Contains("10.15–11.30", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_bar_lies_within_the_ninety_one_columns()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.Karina}/plan");
        var bars = page.Html.QuerySelectorAll(".tl ol > li, .tl-under > i").Select(one => one.ClassList).ToList();
        Assert.NotEmpty(bars);
        Assert.All(bars, classes =>
        {
            var start = int.Parse(classes.Single(name => name[0] == 's' && char.IsAsciiDigit(name[^1])).AsSpan(1), CultureInfo.InvariantCulture);
            var width = int.Parse(classes.Single(name => name[0] == 'w' && char.IsAsciiDigit(name[^1])).AsSpan(1), CultureInfo.InvariantCulture);
            Assert.InRange(start, 1, 91);
            Assert.InRange(start + width - 1, start, 91);
        });
    }

    [Fact]
    public async Task The_load_strip_marks_the_week_over_the_limit_in_words()
    {
        var page = await (await host.SignInAsync("demo-maja")).OpenAsync($"/borgere/{host.Karina}/plan");
        var over = Assert.Single(page.Html.QuerySelectorAll(".cell.over"));
        Assert.Equal("Uge 41: 6, over grænsen", over.TextContent);
    }
}
