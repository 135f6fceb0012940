using System.Diagnostics;

namespace Sammenhaeng.Web.Verbs;

/// <summary>On a terminal one line that is written over, with a bar where the end is known; elsewhere a row every few seconds.</summary>
internal sealed class ConsoleProgress
{
    private const int Bar = 24;
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private int _width;

    /// <param name="part">How far, from 0 to 1; null where nobody knows.</param>
    /// <param name="text">What has been done so far.</param>
    public void Report(double? part, string text)
    {
        if (_since.Elapsed < (_terminal ? OnTerminal : Elsewhere))
        {
            return;
        }
        _since.Restart();
        var line = part is { } known ? $"{Drawn(known)} {text}" : text;
        if (_terminal)
        {
            Console.Error.Write("\r" + line.PadRight(_width));
            _width = line.Length;
        }
        else
        {
            Console.Error.WriteLine(line);
        }
    }

    /// <summary>Takes the line away, for what is printed next.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            Console.Error.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    private string Drawn(double part)
    {
        var share = Math.Clamp(part, 0, 1);
        var percent = $"{(int)(share * 100),3} %";
        var full = (int)(share * Bar);
        return _terminal ? $"[{new string('#', full)}{new string('.', Bar - full)}] {percent}" : percent;
    }
}
