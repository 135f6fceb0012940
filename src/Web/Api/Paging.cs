using System.Globalization;

namespace Sammenhaeng.Web.Api;

/// <summary><c>?page=&amp;size=</c> of a list.</summary>
internal sealed record Paging(int Page, int Size)
{
    public const int MostOnAPage = 200;
    private const int Ordinary = 50;
    private const int LastPage = 1_000_000;

    public int Skip => (Page - 1) * Size;

    public static ValueTask<Paging?> BindAsync(HttpContext context) => ValueTask.FromResult<Paging?>(
        new Paging(Read(context, "page", 1, LastPage), Read(context, "size", Ordinary, MostOnAPage)));

    /// <summary>Tells by Link headers where the neighbouring pages are; the body stays the bare list.</summary>
    public void Link(HttpContext context, bool hasMore)
    {
        if (Page > 1)
        {
            context.Response.Headers.Append("Link", To(context, Page - 1, "prev"));
        }
        if (hasMore)
        {
            context.Response.Headers.Append("Link", To(context, Page + 1, "next"));
        }
    }

    private string To(HttpContext context, int page, string relation)
    {
        var others = context.Request.Query.Where(pair => pair.Key is not ("page" or "size"))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create<string, string?>(pair.Key, value));
        var query = QueryString.Create(others)
            .Add("page", page.ToString(CultureInfo.InvariantCulture))
            .Add("size", Size.ToString(CultureInfo.InvariantCulture));
        return $"<{context.Request.Path}{query}>; rel=\"{relation}\"";
    }

    private static int Read(HttpContext context, string name, int otherwise, int most)
    {
        var given = context.Request.Query[name];
        if (given.Count == 0)
        {
            return otherwise;
        }
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new BadRequest(StatusCodes.Status400BadRequest,
                new ProblemError(name, "value.range", $"{name} is a number from 1 to {most}."));
    }
}
