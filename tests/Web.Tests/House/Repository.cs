using System.Text.RegularExpressions;

namespace Sammenhaeng.Web.Tests.House;

/// <summary>The files of this repository as they lie on the disk.</summary>
internal static partial class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "node_modules", ".git", ".data", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Find();

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathTo(parts));

    /// <summary>C# that people write, from the folders given; migrations are written by a tool.</summary>
    public static IEnumerable<SourceFile> Sources(params string[] folders) => folders
        .SelectMany(folder => Folders(PathTo(folder)).Prepend(PathTo(folder)))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs"))
        .Where(path => !path.Contains("/Persistence/Migrations/", StringComparison.Ordinal))
        .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllText(path)));

    public static IEnumerable<string> Folders(string below) => Directory.EnumerateDirectories(below)
        .Where(folder => !NotOurs.Contains(Path.GetFileName(folder)))
        .SelectMany(folder => Folders(folder).Prepend(folder));

    public static IEnumerable<string> Packages() =>
        PackageVersion().Matches(Read("Directory.Packages.props")).Select(match => match.Groups[1].Value);

    private static string Find()
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

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();
}

internal sealed record SourceFile(string Path, string Text);
