using System.Collections.Concurrent;
using System.Globalization;
using Sammenhaeng.Web.Hosting;
using Serilog.Core;
using Serilog.Events;

namespace Sammenhaeng.Web.Tests;

internal sealed class LogBook : ILogEventSink
{
    private readonly LogLine _format = new(withMessages: false);
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        _format.Format(logEvent, line);
        _lines.Enqueue(line.ToString());
    }
}
