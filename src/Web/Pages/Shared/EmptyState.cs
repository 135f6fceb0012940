namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>What it means that there is nothing, what to do, and at most one thing to press.</summary>
public sealed record EmptyState(string Title, string Text, string? ActionText = null, string? ActionHref = null)
{
    public string Icon { get; init; } = "info";
}
