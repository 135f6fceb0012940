using System.Data.Common;
using System.Text;

namespace Sammenhaeng.Web.Hosting;

/// <summary>
/// Tells of an exception by its type and where it was thrown, not by its message: messages quote what people typed
/// ("'Karina …' was not in a correct format").
/// </summary>
internal static class Fault
{
    public static string Describe(Exception exception, bool withMessages)
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
