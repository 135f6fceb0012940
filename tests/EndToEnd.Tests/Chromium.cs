using Microsoft.Playwright;
using Sammenhaeng.EndToEnd.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Sammenhaeng.EndToEnd.Tests;

/// <summary>One browser for all tests; each test has a context of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Program { get; } = new[] { Environment.GetEnvironmentVariable("SAMMENHAENG_CHROMIUM"), "/usr/bin/chromium" }
        .FirstOrDefault(path => !string.IsNullOrEmpty(path) && File.Exists(path));

    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, "There is no Chromium here; SAMMENHAENG_CHROMIUM says where it is.");
            return _browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Program is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Quiet });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
    }
}
