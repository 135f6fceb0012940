using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Web.Access;

/// <summary>
/// One line of the settings (<c>SignIn:Functions</c>): a value that the municipality's sign-in service tells of somebody, such as a job
/// function role or a group, and what it means here.
/// </summary>
internal sealed class StaffFunction
{
    /// <summary>As the service writes it.</summary>
    public string Value { get; set; } = "";

    /// <summary>One of caseworker, leader, administrator, dataProtection.</summary>
    public string Role { get; set; } = "";

    /// <summary>Code of the core area; a caseworker and a leader are in one.</summary>
    public string? Area { get; set; }

    /// <summary>The unit of the area, by name.</summary>
    public string Unit { get; set; } = "";

    public JobFunction Means => new(Role, string.IsNullOrWhiteSpace(Area) ? null : Area, Unit.Trim());

    private static readonly string[] OfAnArea = [Roles.Caseworker, Roles.Leader];

    private static readonly string[] OfNone = [Roles.Administrator, Roles.DataProtection];

    /// <summary>In one line; null when nothing is wrong.</summary>
    public string? Fault =>
        Value.Length == 0 ? "SignIn:Functions: each must name the Value that the sign-in service tells."
        : Unit.Length > User.LongestUnit ? $"SignIn:Functions: the Unit of {Value} is longer than {User.LongestUnit} letters."
        : OfNone.Contains(Role) ? Means.Area is null ? null : $"SignIn:Functions: {Value} is {Role}, which is of no Area."
        : !OfAnArea.Contains(Role) ? $"SignIn:Functions: {Value} must have a Role: {string.Join(", ", [.. OfAnArea, .. OfNone])}."
        : Means.Area is null ? $"SignIn:Functions: {Value} is {Role} and must name the Area."
        : null;
}
