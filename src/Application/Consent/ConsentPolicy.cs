namespace Sammenhaeng.Application.Consent;

/// <summary>For how long a municipality lets a consent, or a share on another ground, hold before it is asked about again. No law says so.</summary>
public sealed record ConsentPolicy(int Months)
{
    public const int UsualMonths = 12;
}
