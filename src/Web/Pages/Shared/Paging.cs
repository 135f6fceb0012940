using Sammenhaeng.Application.Citizens;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>Pages of 50. <see cref="Href"/> makes the link of a page and keeps filters and sort.</summary>
public sealed record Paging(int Page, int Size, int Total, Func<int, string> Href)
{
    public const int DefaultSize = 50;

    public Paging(int page, int size, ListTotal total, Func<int, string> href) : this(page, size, total.Number, href) => IsMore = total.IsMore;

    /// <summary>There are more than <see cref="Total"/>, and one page more is known of.</summary>
    public bool IsMore { get; }

    public int Pages => Math.Max(1, (Total + Size - 1) / Size) + (IsMore ? 1 : 0);

    public int First => Total == 0 ? 0 : ((Page - 1) * Size) + 1;

    public int Last => Math.Min(Total, Page * Size);

    /// <summary>The first, the last, and those around this one; null is a gap.</summary>
    public IEnumerable<int?> Numbers()
    {
        var before = 0;
        for (var page = 1; page <= Pages; page++)
        {
            if (page != 1 && page != Pages && Math.Abs(page - Page) > 2)
            {
                continue;
            }
            if (page > before + 1)
            {
                yield return null;
            }
            yield return page;
            before = page;
        }
    }
}
