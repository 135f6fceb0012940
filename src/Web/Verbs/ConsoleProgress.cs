namespace Sammenhaeng.Web.Verbs;

/// <summary>On a terminal one line that is written over, with a bar where the end is known; elsewhere a row every few seconds.</summary>
internal sealed class ConsoleProgress(TextWriter to, bool isTerminal, TimeProvider clock)
{
    private const int Bar = 24;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private long _since = clock.GetTimestamp();
    private int _width;

    public ConsoleProgress()
        : this(Console.Error, !Console.IsErrorRedirected, TimeProvider.System)
    {
    }

    /// <param name="part">How far, from 0 to 1; null where nobody knows.</param>
    /// <param name="text">What has been done so far.</param>
    public void Report(double? part, string text)
    {
        if (clock.GetElapsedTime(_since) < (isTerminal ? OnTerminal : Elsewhere))
        {
            return;
        }
        _since = clock.GetTimestamp();
        var line = part is { } known ? $"{Drawn(known)} {text}" : text;
        if (isTerminal)
        {
            to.Write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
        else
        {
            to.WriteLine(line);
        }
    }

    /// <summary>Takes the line away, for what is printed next.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            to.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    private string Drawn(double part)
    {
        var share = Math.Clamp(part, 0, 1);
        var percent = $"{(int)(share * 100),3} %";
        var full = (int)(share * Bar);
        return isTerminal ? $"[{new string('#', full)}{new string('.', Bar - full)}] {percent}" : percent;
    }
}
