using Sammenhaeng.Application.Plans;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>A conflict in the overview (<see cref="IsShort"/>: at most two facts and two ways out) or in the full list. Whoever reads by emergency access can do nothing about it.</summary>
public sealed record ConflictCard(ConflictLine Line, bool CanAct, bool IsShort = false);
