namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>Hand-written SQL beside the migrations that load it. A script that has landed is never edited: a later one replaces.</summary>
internal static class SqlScript
{
    public static string Load(string name)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream(name + ".sql")
            ?? throw new InvalidOperationException($"There is no script {name}.sql in Persistence/Sql.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
