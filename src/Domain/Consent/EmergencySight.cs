namespace Sammenhaeng.Domain.Consent;

/// <summary>What emergency access opens: of these areas (codes) these kinds of information. What stands in no plan comes with the plans.</summary>
public sealed record EmergencySight(IReadOnlyList<string> Areas, DataClasses Opens)
{
    public DataClasses Of(string area) => Areas.Contains(area) ? Opens : DataClasses.None;
}
