using Sammenhaeng.Application.Clock;

namespace Sammenhaeng.Web.Verbs;

/// <summary>What stood after the verb, split into words, switches and named values. Anything not asked for is bad use.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _switches = [];
    private readonly List<string> _words = [];
    private readonly List<string> _settings = [];

    public IReadOnlyList<string> Words => _words;

    /// <summary>Configuration given as <c>--Section:Key=value</c>, as the host reads it.</summary>
    public string[] Settings => [.. _settings];

    public bool Has(string name) => _switches.Contains(name);

    public string? Value(string name) => _values.GetValueOrDefault(name);

    public DateOnly? Date(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) && date >= AsOf.First && date <= AsOf.Last
            ? date
            : throw new BadUseException($"--{name} takes a date such as 2026-10-05, in the years {AsOf.First.Year} to {AsOf.Last.Year}, not '{text}'.");
    }

    public int? Number(string name, int least, int most)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }
        return int.TryParse(text, out var number) && number >= least && number <= most
            ? number
            : throw new BadUseException($"--{name} takes a number from {least} to {most}, not '{text}'.");
    }

    public static Arguments Parse(string[] args, string[] switches, string[] values)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                parsed._words.Add(arg is "-" || !arg.StartsWith('-') ? arg : throw new BadUseException($"{arg} is not an option here."));
                continue;
            }
            var (name, value) = Split(arg[2..]);
            if (switches.Contains(name) && value is null)
            {
                parsed._switches.Add(name);
            }
            else if (values.Contains(name))
            {
                parsed._values[name] = value ?? (i + 1 < args.Length ? args[++i] : throw new BadUseException($"--{name} needs a value."));
            }
            else if (value is not null && IsSetting(name))
            {
                parsed._settings.Add(arg);
            }
            else
            {
                throw new BadUseException($"--{name} is not an option here.");
            }
        }
        return parsed;
    }

    public void NoWords()
    {
        if (_words.Count > 0)
        {
            throw new BadUseException($"'{_words[0]}' was not expected.");
        }
    }

    private static readonly string[] HostKeys = ["environment", "contentRoot", "applicationName"];

    // Our own options are written small, sections of the configuration are not.
    private static bool IsSetting(string name) =>
        name.Length > 0 && (char.IsAsciiLetterUpper(name[0]) || name.Contains(':', StringComparison.Ordinal) || HostKeys.Contains(name));

    private static (string Name, string? Value) Split(string arg)
    {
        var at = arg.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (arg, null) : (arg[..at], arg[(at + 1)..]);
    }
}
