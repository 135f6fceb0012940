using Sammenhaeng.Application.Plans;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>A conflict in the overview (<see cref="IsShort"/>: at most two facts and two ways out) or in the full list.</summary>
public sealed record ConflictCard(ConflictLine Line, bool IsShort = false);
