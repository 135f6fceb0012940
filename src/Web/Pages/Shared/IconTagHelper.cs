using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary><c>&lt;icon name="error" /&gt;</c>: one symbol of the design system's sprite. Decorative; words stand beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    private const string Sprite = "/lib/dkfds/11.2.0/img/all-svg-icons.svg";

    public string Name { get; set; } = "";

    /// <summary>Beside the icon's own.</summary>
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Class is null ? "icon-svg" : "icon-svg " + Class);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"{Sprite}#{Name}\"></use>");
    }
}
