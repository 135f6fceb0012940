using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>A severity is told by icon, word and colour together, never by colour alone.</summary>
public static class SeverityLook
{
    public static string Letter(this Severity severity) => severity switch
    {
        Severity.K => "k",
        Severity.H => "h",
        Severity.M => "m",
        _ => "l",
    };

    public static string Icon(this Severity severity) => severity switch
    {
        Severity.K => "notifications",
        Severity.H => "error",
        Severity.M => "warning",
        _ => "info",
    };

    public static string Edge(this Severity severity) => "edge-" + severity.Letter();
}
