using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.BreakGlass;

/// <summary>Somebody who does not work with the citizen took emergency access.</summary>
public sealed record BreakGlassOpened(BreakGlassGrantId GrantId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>They gave it up before it ran out.</summary>
public sealed record BreakGlassClosed(BreakGlassGrantId GrantId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>Somebody else judged whether it was justified.</summary>
public sealed record BreakGlassReviewed(BreakGlassGrantId GrantId, CitizenId CitizenId) : ICitizenEvent;
