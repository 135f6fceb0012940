using System.Globalization;
using System.Text.Json;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>The three worked citizens, in a browser, with exactly the conflicts they must have.</summary>
public sealed class WorkedCitizensTests(Chromium chromium)
{
    [Theory]
    [InlineData("karina", "demo-maja")]
    [InlineData("jonas", "demo-rikke")]
    [InlineData("poul", "demo-hanne")]
    public async Task On_their_day_the_plan_shows_exactly_the_expected_conflicts(string citizen, string person)
    {
        var expected = Expected.Of(citizen);
        await using var site = new Site(expected.AsOf);
        await ((IAsyncLifetime)site).InitializeAsync();
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync(person);
        var id = await window.FindAsync(citizen);
        Assert.Contains($"{expected.Fingerprints.Count} konflikter", await page.Locator("#conflicts").InnerTextAsync(), StringComparison.Ordinal);

        await page.GotoAsync($"/borgere/{id}/konflikter");
        var shown = await page.Locator("article.conflict a.button-primary").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href').split('/').pop())");
        using var kept = await site.AskAsync($"/api/v1/citizens/{id}/conflicts?pageSize=200");
        var fingerprints = kept.RootElement.EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!, one => one.GetProperty("fingerprint").GetString()!);
        Assert.Equal(expected.Fingerprints, shown.Select(one => fingerprints[one]).Order(StringComparer.Ordinal));
        Assert.Empty(window.Complaints());
    }

    [Fact]
    public async Task Asked_as_of_their_day_they_show_the_same_whatever_the_clock_says()
    {
        await using var site = new Site(new DateOnly(2026, 8, 1));
        await ((IAsyncLifetime)site).InitializeAsync();
        foreach (var (citizen, person) in new[] { ("karina", "demo-maja"), ("jonas", "demo-rikke"), ("poul", "demo-hanne") })
        {
            var expected = Expected.Of(citizen);
            await using var window = await site.OpenAsync(chromium);
            var page = await window.SignInAsync(person);
            var id = await window.FindAsync(citizen);
            await page.Locator(".ask-date summary").ClickAsync();
            var day = expected.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await page.Locator("#pr").FillAsync(day);
            await page.Locator("#dage").FillAsync(expected.Days.ToString(CultureInfo.InvariantCulture));
            await page.Locator(".ask-date button").ClickAsync();
            await page.Locator(".asof").WaitForAsync();
            await page.Locator("nav.tabs a[href*=konflikter]").ClickAsync();
            await page.Locator("body:has(nav.tabs a[href*=konflikter][aria-current=page]) footer").WaitForAsync();

            var titles = await page.Locator("article.conflict h3").AllInnerTextsAsync();
            Assert.Equal(
                expected.Fingerprints.Select(one => RuleText.Of(one[..one.IndexOf(':', StringComparison.Ordinal)]).Title.Da).Order(StringComparer.Ordinal),
                titles.Select(title => title[(title.IndexOf('·', StringComparison.Ordinal) + 2)..]).Order(StringComparer.Ordinal));
            using var course = await site.AskAsync($"/api/v1/citizens/{id}/course?asOf={day}&horizonDays={expected.Days}");
            Assert.Equal(
                expected.Fingerprints,
                course.RootElement.GetProperty("conflicts").EnumerateArray().Select(one => one.GetProperty("fingerprint").GetString()!).Order(StringComparer.Ordinal));
            Assert.Empty(window.Complaints());
        }
    }

    private sealed record Expected(DateOnly AsOf, int Days, IReadOnlyList<string> Fingerprints)
    {
        public static Expected Of(string citizen)
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Shared("cases", citizen, "expected.json")));
            var root = expected.RootElement;
            return new Expected(
                DateOnly.Parse(root.GetProperty("asOf").GetString()!, CultureInfo.InvariantCulture),
                root.GetProperty("horizonDays").GetInt32(),
                [.. root.GetProperty("conflicts").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal)]);
        }
    }
}
