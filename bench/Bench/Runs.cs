using System.Globalization;

namespace Sammenhaeng.Bench;

/// <summary>What several runs of the same thing took. Medians are told, so that one disturbed run changes little.</summary>
internal sealed class Runs
{
    private readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    public int Count => _values.Count;

    public double Median => At(0.5);

    public double Least => _values.Min();

    public double Most => _values.Max();

    /// <summary>The smallest value that this share of the runs did not pass.</summary>
    public double At(double share)
    {
        var sorted = _values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}

internal static class Report
{
    /// <summary>Whether a target that is required was missed.</summary>
    public static bool HasMissed { get; private set; }

    public static void Require(bool isMet, string target)
    {
        if (!isMet)
        {
            HasMissed = true;
            Console.Error.WriteLine($"  missed: {target}");
        }
    }

    public static void Line(string what, FormattableString found, string? target = null) =>
        Console.WriteLine($"  {what,-34} {found.ToString(CultureInfo.InvariantCulture)}{(target is null ? "" : $"   (target {target})")}");
}
