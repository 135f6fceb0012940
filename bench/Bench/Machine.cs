using System.Globalization;
using System.Runtime.InteropServices;

namespace Sammenhaeng.Bench;

/// <summary>What the figures were measured on, and who else was at work there.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var model = Lines("/proc/cpuinfo", "model name").FirstOrDefault() ?? RuntimeInformation.ProcessArchitecture.ToString();
        var kilobytes = Lines("/proc/meminfo", "MemTotal").Select(value => value.Split(' ')[0]).FirstOrDefault() ?? "0";
        var memory = long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024 / 1024;
        return $"{Environment.ProcessorCount} cores ({model}), {memory} GiB, {RuntimeInformation.FrameworkDescription}, {Load()}";
    }

    /// <summary>How many wanted to run at once, over the last minute: more than there are cores means that others were waiting too.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? "load " + File.ReadAllText("/proc/loadavg").Split(' ')[0] : "load unknown";

    /// <summary>Forgets the peak of this process so far.</summary>
    public static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>The most physical memory that this process has had since the reset, in MB.</summary>
    public static double PeakMegabytes() =>
        double.Parse(Lines("/proc/self/status", "VmHWM").Single().Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e6;

    private static IEnumerable<string> Lines(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.StartsWith(name, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        : [];
}
