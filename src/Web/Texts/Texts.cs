namespace Sammenhaeng.Web;

/// <summary>Names Texts.resx (Danish) and Texts.en.resx to <c>IStringLocalizer&lt;Texts&gt;</c>.</summary>
public sealed class Texts;
