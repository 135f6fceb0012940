namespace Sammenhaeng.Application.Access;

/// <summary>Whether those who see who has looked are told the names of the staff, or role and area alone. The municipality decides.</summary>
public sealed record StaffNamesPolicy(bool ShowsNames);
