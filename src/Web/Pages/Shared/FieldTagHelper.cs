using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>
/// <c>&lt;field for="Input.Reason" label="…" hint="…" kind="textarea" most="500" /&gt;</c>: label, hint, error and input of one form field
/// as the design system writes them. What was typed is kept when the form comes back.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IStringLocalizer<Texts> texts) : TagHelper
{
    public required ModelExpression For { get; set; }

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>text, textarea, date or number.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>The most characters, or the highest number.</summary>
    public int? Most { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    private string Id => TagBuilder.CreateSanitizedId(For.Name, "_");

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var entry = ViewContext.ViewData.ModelState.GetValueOrDefault(For.Name);
        var error = entry?.Errors.FirstOrDefault()?.ErrorMessage;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "form-group" + (error is null ? "" : " form-error"));
        output.Content.AppendHtml(Text("label", "form-label", Label, null, ("for", Id)));
        if (Hint is not null)
        {
            output.Content.AppendHtml(Text("span", "form-hint", Hint, Id + "-hint"));
        }
        if (error is not null)
        {
            var message = Text("span", "form-error-message", "", Id + "-error");
            message.InnerHtml.AppendHtml(Text("span", "sr-only", texts["err.prefix"] + " ", null)).Append(error);
            output.Content.AppendHtml(message);
        }
        output.Content.AppendHtml(Input(entry, error is not null));
    }

    private TagBuilder Input(ModelStateEntry? entry, bool hasError)
    {
        var input = new TagBuilder(Kind == "textarea" ? "textarea" : "input");
        input.AddCssClass("form-input");
        input.Attributes["id"] = Id;
        input.Attributes["name"] = For.Name;
        var described = string.Join(' ', new[] { Hint is null ? null : Id + "-hint", hasError ? Id + "-error" : null }.OfType<string>());
        if (described.Length > 0)
        {
            input.Attributes["aria-describedby"] = described;
        }
        if (hasError)
        {
            input.Attributes["aria-invalid"] = "true";
        }
        var value = entry?.AttemptedValue ?? Written(For.Model);
        if (Kind == "textarea")
        {
            input.InnerHtml.Append(value);
        }
        else
        {
            input.TagRenderMode = TagRenderMode.SelfClosing;
            input.Attributes["type"] = Kind;
            input.Attributes["value"] = value;
        }
        if (Most is { } most)
        {
            input.Attributes[Kind == "number" ? "max" : "maxlength"] = most.ToString(CultureInfo.InvariantCulture);
        }
        return input;
    }

    private static string Written(object? model) => model switch
    {
        null => "",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => model.ToString() ?? "",
    };

    private static TagBuilder Text(string tag, string css, string text, string? id, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var builder = new TagBuilder(tag);
        builder.AddCssClass(css);
        if (id is not null)
        {
            builder.Attributes["id"] = id;
        }
        foreach (var (name, value) in attributes)
        {
            builder.Attributes[name] = value;
        }
        builder.InnerHtml.Append(text);
        return builder;
    }
}
