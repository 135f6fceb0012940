namespace Sammenhaeng.Web.Hosting;

/// <summary>Whose installation this is. Set under <c>Municipality</c>.</summary>
public sealed class Municipality
{
    public string Name { get; set; } = "";

    /// <summary>Where to ring when the pages do not work; nothing is said where it is empty.</summary>
    public string Phone { get; set; } = "";

    /// <summary>The statement at was.digst.dk; our own draft is shown where it is empty.</summary>
    public string AccessibilityStatement { get; set; } = "";
}
