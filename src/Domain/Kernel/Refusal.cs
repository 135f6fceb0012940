namespace Sammenhaeng.Domain.Kernel;

/// <summary>A rule of the field said no. The code is looked up in the texts where it is shown.</summary>
public sealed record Refusal(string Code);
