namespace Sammenhaeng.Domain.Staff;

/// <summary>The coordinator is no role: it is a relation to one citizen.</summary>
public static class Roles
{
    public const string Caseworker = "caseworker";
    public const string Leader = "leader";
    public const string Administrator = "administrator";
    public const string DataProtection = "dataProtection";
    public const string Machine = "machine";

    /// <summary>Nobody of the staff: the citizen, or somebody who stands for or beside a citizen.</summary>
    public const string Private = "private";

    /// <summary>Of the staff, and of other systems.</summary>
    public static readonly IReadOnlyList<string> All = [Caseworker, Leader, Administrator, DataProtection, Machine];
}
