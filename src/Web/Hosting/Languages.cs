using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Sammenhaeng.Web.Hosting;

/// <summary>Danish, or English for whoever chose it by <c>?lang=en</c>; the choice is kept in a cookie.</summary>
internal static class Languages
{
    private const string Parameter = "lang";

    private static readonly Dictionary<string, CultureInfo> Cultures = new(StringComparer.Ordinal)
    {
        ["da"] = CultureInfo.GetCultureInfo("da-DK"),
        ["en"] = CultureInfo.GetCultureInfo("en-GB"),
    };

    public static void AddLanguages(this IServiceCollection services) => services.AddLocalization();

    public static void UseLanguages(this IApplicationBuilder app, Cookies cookies)
    {
        app.UseRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures["da"]);
            options.SupportedCultures = options.SupportedUICultures = [.. Cultures.Values];
            options.RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult(Wanted(context, cookies)))];
        });
        app.Use((context, next) =>
        {
            if (Chosen(context) is { } language)
            {
                context.Response.Cookies.Append(cookies.Language, language, cookies.Lasting());
            }
            return next(context);
        });
    }

    /// <summary>The page one is on, in another language.</summary>
    public static string LinkTo(HttpRequest request, string language)
    {
        var others = request.Query.Where(pair => pair.Key != Parameter)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create<string, string?>(pair.Key, value));
        return request.Path + QueryString.Create(others).Add(Parameter, language);
    }

    private static ProviderCultureResult? Wanted(HttpContext context, Cookies cookies)
    {
        var language = Chosen(context) ?? context.Request.Cookies[cookies.Language];
        return language is not null && Cultures.TryGetValue(language, out var culture) ? new ProviderCultureResult(culture.Name) : null;
    }

    private static string? Chosen(HttpContext context)
    {
        var language = context.Request.Query[Parameter].ToString();
        return Cultures.ContainsKey(language) ? language : null;
    }
}
