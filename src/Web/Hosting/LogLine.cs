using System.Data.Common;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// One JSON line an event. An exception is written as its type and where it was thrown, never its message:
/// messages quote what people typed ("'Karina …' was not in a correct format").
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
            .Append(new LogEventProperty("Error", new ScalarValue(Describe(exception))));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, logEvent.MessageTemplate, properties,
            logEvent.TraceId ?? default, logEvent.SpanId ?? default);
    }

    private string Describe(Exception exception)
    {
        var text = new StringBuilder();
        for (var each = exception; each is not null; each = each.InnerException)
        {
            text.Append(each.GetType().FullName);
            if (each is DbException { SqlState: { } state })
            {
                text.Append(" [").Append(state).Append(']');
            }
            if (withMessages)
            {
                text.Append(": ").Append(each.Message);
            }
            text.AppendLine().AppendLine(each.StackTrace);
        }
        return text.ToString();
    }
}
