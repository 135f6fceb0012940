using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Sammenhaeng.EndToEnd.Tests;

internal static class Looks
{
    /// <summary>Looks at a page on a narrow and a wide screen: for what is in the way of people, and beyond its edge.</summary>
    public static async Task LookAsync(this IPage page, List<string> faults)
    {
        foreach (var width in new[] { 320, 1440 })
        {
            await page.SetViewportSizeAsync(width, 900);
            var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (wide > width)
            {
                faults.Add($"{page.Url}: {wide} px wide at {width}");
            }
#pragma warning disable CS0618 // As in EveryPageTests.
            var found = await page.Locator("html").RunAxeLegacy(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
#pragma warning restore CS0618
            faults.AddRange(found.Violations.Select(one => $"{page.Url} at {width}: {one.Id}: {one.Help}: {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}"));
        }
    }
}
