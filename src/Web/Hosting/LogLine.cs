using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// One JSON line an event. An exception is written without its message, and the address of a request not at all.
/// </summary>
internal sealed class LogLine(bool withMessages) : ITextFormatter
{
    private readonly CompactJsonFormatter _json = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        // The framework puts the address of the request on every event.
        logEvent.RemovePropertyIfPresent("RequestPath");
        _json.Format(logEvent.Exception is null ? logEvent : WithoutMessage(logEvent, logEvent.Exception), output);
    }

    private LogEvent WithoutMessage(LogEvent logEvent, Exception exception)
    {
        var properties = logEvent.Properties.Select(pair => new LogEventProperty(pair.Key, pair.Value))
            .Append(new LogEventProperty("Error", new ScalarValue(Fault.Describe(exception, withMessages))));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, logEvent.MessageTemplate, properties,
            logEvent.TraceId ?? default, logEvent.SpanId ?? default);
    }
}
