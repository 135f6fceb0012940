namespace Sammenhaeng.Domain.Tests;

/// <summary>The specification's folder beside the repository, which tests may read and the product never does.</summary>
internal static class Specification
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "..", "shared") is var folder && Directory.Exists(folder)
        ? folder
        : throw new DirectoryNotFoundException($"These tests read the specification in {folder}, which is not there.");

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);

    public static byte[] Bytes(params ReadOnlySpan<string> parts) => File.ReadAllBytes(PathOf(parts));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sammenhaeng.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("Sammenhaeng.sln is in no folder above the tests.");
    }
}
