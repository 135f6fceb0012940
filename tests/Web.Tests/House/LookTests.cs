using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>Colours that can be read by everybody, and pages that fit a slow line.</summary>
public sealed partial class LookTests
{
    private static readonly string Css = Repository.Read("src", "Web", "wwwroot", "css", "smh.css");

    private static readonly Dictionary<string, string> Tokens = Token().Matches(Css[..Css.IndexOf("body.smh", StringComparison.Ordinal)])
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string WwwRoot(params string[] path) => Repository.PathTo(["src", "Web", "wwwroot", .. path]);

    [Theory]
    [InlineData("a0", "#ffffff")]
    [InlineData("a1", "#ffffff")]
    [InlineData("a2", "#ffffff")]
    [InlineData("a3", "#ffffff")]
    [InlineData("a4", "#ffffff")]
    [InlineData("a5", "#ffffff")]
    [InlineData("a6", "#ffffff")]
    [InlineData("ink", "a0t")]
    [InlineData("ink", "a1t")]
    [InlineData("ink", "a2t")]
    [InlineData("ink", "a3t")]
    [InlineData("ink", "a4t")]
    [InlineData("ink", "a5t")]
    [InlineData("ink", "a6t")]
    [InlineData("#ffffff", "p")]
    [InlineData("muted", "page")]
    [InlineData("link", "page")]
    [InlineData("#ffffff", "high")]
    [InlineData("high", "high-t")]
    [InlineData("medium", "medium-t")]
    [InlineData("low", "low-t")]
    [InlineData("done", "done-t")]
    [InlineData("ink", "load4")]
    [InlineData("#ffffff", "load5")]
    public void Text_can_be_read_on_its_ground(string text, string ground) => Assert.True(Contrast(text, ground) >= 4.5, $"{Contrast(text, ground):0.00}");

    [Theory]
    [InlineData("high-edge")]
    [InlineData("medium-edge")]
    [InlineData("low-edge")]
    public void An_edge_can_be_seen_on_white(string edge) => Assert.True(Contrast(edge, "#ffffff") >= 3, $"{Contrast(edge, "#ffffff"):0.00}");

    [Fact]
    public void The_first_visit_to_a_plan_fits_the_budget()
    {
        string[] compressed =
        [
            WwwRoot("lib", "dkfds", "11.2.0", "css", "dkfds.min.css"), WwwRoot("css", "smh.css"),
            WwwRoot("lib", "dkfds", "11.2.0", "js", "dkfds.min.js"), WwwRoot("lib", "htmx", "2.0.11", "htmx.min.js"), WwwRoot("js", "smh.js"),
            WwwRoot("lib", "dkfds", "11.2.0", "img", "all-svg-icons.svg"), WwwRoot("img", "sammenhaeng.svg"),
        ];
        string[] fonts = ["Regular", "SemiBold", "Bold"];
        var bytes = compressed.Sum(Brotli) + fonts.Sum(face => new FileInfo(WwwRoot("fonts", $"IBMPlexSans-{face}-Latin1.woff2")).Length);
        const int Page = 12 * 1024;
        Assert.True(bytes + Page <= 150 * 1024, $"{(bytes + Page) / 1024} kB");
        Assert.True(compressed.Take(2).Sum(Brotli) <= 30 * 1024, $"styles {compressed.Take(2).Sum(Brotli)} B");
        Assert.True(compressed.Skip(2).Take(3).Sum(Brotli) <= 42 * 1024, $"scripts {compressed.Skip(2).Take(3).Sum(Brotli)} B");
    }

    [Fact]
    public void Ninety_one_columns_have_their_classes()
    {
        var positions = Css;
        Assert.All(Enumerable.Range(1, 91), number =>
        {
            Assert.Contains($".s{number}{{grid-column-start:{number}}}", positions, StringComparison.Ordinal);
            Assert.Contains($".w{number}{{grid-column-end:span {number}}}", positions, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Whoever_wants_no_motion_or_forced_colours_or_paper_is_thought_of() => Assert.All(
        new[] { "prefers-reduced-motion", "forced-colors", "@media print" }, wish => Assert.Contains(wish, Css, StringComparison.Ordinal));

    private static long Brotli(string path)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(File.ReadAllBytes(path));
        }
        return packed.Length;
    }

    private static double Contrast(string a, string b)
    {
        var (one, other) = (Luminance(a), Luminance(b));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var hex = (colour[0] == '#' ? colour : Tokens[colour])[1..];
        if (hex.Length == 3)
        {
            hex = string.Concat(hex.Select(digit => $"{digit}{digit}"));
        }
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex(@"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")]
    private static partial Regex Token();
}
