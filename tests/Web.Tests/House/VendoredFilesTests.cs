using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Sammenhaeng.Web.Tests.House;

public sealed class VendoredFilesTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_vendored_file_is_the_one_the_lock_file_names()
    {
        var expected = JsonSerializer.Deserialize<SortedDictionary<string, string>>(
            File.ReadAllText(Path.Combine(Root, "tools", "vendor.lock.json")))!;
        var actual = new SortedDictionary<string, string>(
            Vendored().ToDictionary(path => path, path => Hash(Path.Combine(Root, "src", "Web", "wwwroot", path))));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_npm_lock_names_no_registry()
    {
        var text = File.ReadAllText(Path.Combine(Root, "package-lock.json"));
        Assert.DoesNotContain("http:", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_vendored_folders_carry_the_pinned_versions()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "package.json")));
        var pins = package.RootElement.GetProperty("dependencies");
        Assert.True(Directory.Exists(Lib("dkfds", pins.GetProperty("dkfds").GetString()!)));
        Assert.True(Directory.Exists(Lib("htmx", pins.GetProperty("htmx.org").GetString()!)));
    }

    private static string Lib(string name, string version) => Path.Combine(Root, "src", "Web", "wwwroot", "lib", name, version);

    private static IEnumerable<string> Vendored()
    {
        var wwwroot = Path.Combine(Root, "src", "Web", "wwwroot");
        return new[] { "lib", "fonts" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(wwwroot, folder), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(wwwroot, path).Replace('\\', '/'));
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sammenhaeng.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No Sammenhaeng.sln above {AppContext.BaseDirectory}.");
    }
}
