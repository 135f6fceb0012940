using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>The bell of an open page.</summary>
public sealed class NoticeTests(Chromium chromium, KarinasDay site) : IClassFixture<KarinasDay>
{
    [Fact]
    public async Task The_bell_rises_without_the_page_being_opened_again_and_is_said_aloud()
    {
        await using var window = await site.OpenAsync(chromium);
        var page = await window.SignInAsync("demo-omar");
        await page.GotoAsync("/varsler/indstillinger");
        var bell = page.Locator(".bell [data-count]");
        var before = await site.ScalarAsync<long>("select count(*) from notices n join users u on u.id = n.user_id where u.subject = 'demo-omar' and n.read_at is null");
        await page.EvaluateAsync("() => { window.isStillThisPage = true; }");
        await site.ScalarAsync<Guid>(
            "insert into notices (user_id, kind, occasion, is_critical, made_at) select id, 'emergencyReview', 'e2e', true, now() from users where subject = 'demo-omar' returning id");
        await Assertions.Expect(bell).ToHaveTextAsync($"{before + 1}", new() { Timeout = 15_000 });
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("ulæst");
        Assert.True(await page.EvaluateAsync<bool>("() => window.isStillThisPage"));
        Assert.Empty(window.Complaints());

        await bell.ClickAsync();
        await page.Locator(".notice button[formaction*=Read]").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("markeret som læst");
    }
}
