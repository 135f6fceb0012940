namespace Sammenhaeng.Domain.Staff;

/// <summary>What somebody is employed to do, as the municipality's sign-in service or its administrator tells: a role, and where.</summary>
/// <param name="Role">One of <see cref="Roles.All"/>.</param>
/// <param name="Area">Code of the core area; null of a role that is in none, such as the administrator's.</param>
/// <param name="Unit">The unit of the area, by name; empty of the area as a whole.</param>
public sealed record JobFunction(string Role, string? Area = null, string Unit = "");
