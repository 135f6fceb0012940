namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>The roles of the database, made by a migration (Sql/RowSecurity.sql). The database itself keeps what each may see.</summary>
internal static class DatabaseRole
{
    /// <summary>For somebody who is signed in, or nobody yet: rows by policy, and none before it has been told who is asking.</summary>
    public const string Web = "sammenhaeng_web";

    /// <summary>For the system's own work: every row.</summary>
    public const string Job = "sammenhaeng_job";
}
