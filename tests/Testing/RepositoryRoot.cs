namespace Sammenhaeng.Testing;

/// <summary>Where the checkout is, found from where the tests run.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A file of the specification, which lies beside the checkout.</summary>
    public static string Shared(params string[] parts)
    {
        var file = System.IO.Path.Combine([System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared")), .. parts]);
        return File.Exists(file) ? file : throw new InvalidOperationException($"The specification is not there: {file} is missing.");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Sammenhaeng.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"There is no Sammenhaeng.sln above {AppContext.BaseDirectory}.");
    }
}
