using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>One person's browser window. It notes what the console complains of.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    internal Window(IBrowserContext context)
    {
        _context = context;
        context.SetDefaultTimeout(60_000);
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>How many keys have been pressed by <see cref="TabToAsync"/>, <see cref="TypeAsync"/> and <see cref="PressAsync"/>.</summary>
    public int Keys { get; private set; }

    /// <summary>Errors of scripts and of the content policy since the last look.</summary>
    public IReadOnlyList<string> Complaints()
    {
        string[] all = [.. _complaints];
        _complaints.Clear();
        return all;
    }

    /// <summary>Signs in by the page of the demonstration, as whoever sits there does.</summary>
    public async Task<IPage> SignInAsync(string subject, string path = "/")
    {
        await BlankAsync();
        await Page.GotoAsync(path);
        await Page.Locator($"button[name=person][value={subject}]").ClickAsync();
        // Looked at again and again: waiting to be told of it waits for ever when it has happened before one asks. The foot is the last of a page.
        await Assertions.Expect(Page).ToHaveURLAsync(new Uri(new Uri(Page.Url), path).ToString(), new() { Timeout = 60_000 });
        await Page.Locator("footer").WaitForAsync();
        return Page;
    }

    public async Task<IPage> BlankAsync()
    {
        Page = await _context.NewPageAsync();
        Page.Console += (_, message) =>
        {
            // That a page was answered with 403 or 404 is what some tests ask for.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => _complaints.Add(error);
        Page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Request.ResourceType != "document")
            {
                _complaints.Add($"{response.Status} {response.Url}");
            }
        };
        return Page;
    }

    /// <summary>Finds the citizen by name in the search at the top and opens the plan.</summary>
    public async Task<Guid> FindAsync(string name)
    {
        await Page.Locator("#find").FillAsync(name);
        await LeaveAsync(() => Page.Locator("#find").PressAsync("Enter"));
        if (!Page.Url.EndsWith("/plan", StringComparison.Ordinal))
        {
            // More than one is called so.
            await LeaveAsync(() => Page.Locator("main a[href$='/plan']").First.ClickAsync());
        }
        return Guid.Parse(new Uri(Page.Url).Segments[2].TrimEnd('/'));
    }

    /// <summary>Presses Tab until what has the focus is called this, and says how it is called.</summary>
    public async Task TabToAsync(string selector)
    {
        var seen = new List<string>();
        for (var presses = 0; presses < 150; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            Keys++;
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.True(await Page.EvaluateAsync<bool>("() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; }"), $"The focus does not show on {selector}.");
                return;
            }
            seen.Add(await Page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 80)"));
        }
        Assert.Fail($"Tab never came to {selector}: {string.Join('\n', seen.TakeLast(12))}");
    }

    /// <summary>Presses a key that leads to another page.</summary>
    public Task PressAsync(string key)
    {
        Keys++;
        return LeaveAsync(() => Page.Keyboard.PressAsync(key));
    }

    /// <summary>Types a text, or presses the one key of that name.</summary>
    public Task TypeAsync(string text)
    {
        var isKey = text == "ArrowDown";
        Keys += isKey ? 1 : text.Length;
        return isKey ? Page.Keyboard.PressAsync(text) : Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes past what stands on every page.</summary>
    public async Task SkipToMainAsync()
    {
        await TabToAsync(".skipnav");
        Keys++;
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Does what leads to another page, and waits until that is there.</summary>
    public async Task LeaveAsync(Func<Task> act)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IPage page) => there.TrySetResult();
        Page.DOMContentLoaded += Arrive;
        await act();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Page.DOMContentLoaded -= Arrive;
        // Asked of the page itself: that the browser told of it can be missed when one page quickly follows the other.
        await Page.WaitForFunctionAsync("() => document.readyState === 'complete'");
    }

    /// <summary>Types a date into the field that has the focus, in the order of day and month that the browser wants.</summary>
    public async Task TypeDateAsync(DateOnly date)
    {
        foreach (var order in new[] { "ddMMyyyy", "MMddyyyy" })
        {
            await TypeAsync(date.ToString(order, CultureInfo.InvariantCulture));
            if (await Page.EvaluateAsync<string>("() => document.activeElement.value") == date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            {
                return;
            }
            await Page.Keyboard.PressAsync("ArrowLeft");
            await Page.Keyboard.PressAsync("ArrowLeft");
        }
        Assert.Fail("The field did not take the date.");
    }

    /// <summary>Types a time into the field that has the focus, by the clock of the browser's own language.</summary>
    public async Task TypeTimeAsync(TimeOnly time)
    {
        foreach (var order in new[] { "HHmm", "hhmmt" })
        {
            await TypeAsync(time.ToString(order, CultureInfo.InvariantCulture).ToLowerInvariant());
            if (await Page.EvaluateAsync<string>("() => document.activeElement.value") == time.ToString("HH:mm", CultureInfo.InvariantCulture))
            {
                return;
            }
            await Page.Keyboard.PressAsync("ArrowLeft");
            await Page.Keyboard.PressAsync("ArrowLeft");
        }
        Assert.Fail("The field did not take the time.");
    }

    /// <summary>The context's cookies in a window that has loaded nothing yet.</summary>
    public async Task<Window> FreshAsync() => new(await _context.Browser!.NewContextAsync(new()
    {
        BaseURL = new Uri(Page.Url).GetLeftPart(UriPartial.Authority),
        StorageState = await _context.StorageStateAsync(),
        Locale = "da-DK",
    }));

    public Task<ICDPSession> InspectAsync() => _context.NewCDPSessionAsync(Page);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
